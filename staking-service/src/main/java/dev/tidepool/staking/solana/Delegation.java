package dev.tidepool.staking.solana;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Stake given to a vote account. Epochs are unsigned; the largest stands for none.
 *
 * @param activationEpoch in which it was delegated; the largest for stake that the chain began with
 * @param deactivationEpoch in which it was deactivated
 */
public record Delegation(PublicKey voter, Lamports stake, long activationEpoch, long deactivationEpoch) {

    private static final long NONE = -1;

    /** Of the cluster's effective stake, what may warm up or cool down in one epoch. */
    private static final double RATE = 0.09;

    private static final double UNSIGNED_LIMIT = 0x1p64;

    /** Whether somebody has deactivated it, whatever is still effective. */
    public boolean isDeactivated() {
        return deactivationEpoch != NONE;
    }

    /**
     * What of it is effective, warms up and cools down in an epoch, as the Stake program computes it, in doubles: of all that
     * waits in an epoch, at most 9 % of the effective stake moves, shared in proportion, at least a lamport each. A history that
     * does not reach back so far means that it was long ago.
     */
    public Activation at(long epoch, StakeHistory history) {
        Activation warm = warmUp(epoch, history);
        if (Long.compareUnsigned(epoch, deactivationEpoch) < 0) {
            return warm;
        }
        if (epoch == deactivationEpoch) {
            return new Activation(warm.effective(), Lamports.ZERO, warm.effective());
        }
        return coolDown(warm.effective(), epoch, history);
    }

    private Activation warmUp(long epoch, StakeHistory history) {
        if (activationEpoch == NONE) {
            return new Activation(stake, Lamports.ZERO, Lamports.ZERO);
        }
        if (activationEpoch == deactivationEpoch || Long.compareUnsigned(epoch, activationEpoch) < 0) {
            return Activation.NOTHING;
        }
        if (epoch == activationEpoch) {
            return new Activation(Lamports.ZERO, stake, Lamports.ZERO);
        }
        Optional<StakeHistory.Entry> entry = history.at(activationEpoch);
        if (entry.isEmpty()) {
            return new Activation(stake, Lamports.ZERO, Lamports.ZERO);
        }
        long last = Long.compareUnsigned(epoch, deactivationEpoch) < 0 ? epoch : deactivationEpoch;
        Lamports effective = Lamports.ZERO;
        for (long next = activationEpoch + 1; entry.isPresent(); next++) {
            StakeHistory.Entry cluster = entry.get();
            if (cluster.activating().isZero()) {
                break;
            }
            effective = least(
                    stake,
                    effective.plusCapped(share(stake.minus(effective), cluster.effective(), cluster.activating())));
            if (effective.equals(stake) || Long.compareUnsigned(next, last) >= 0) {
                break;
            }
            entry = history.at(next);
        }
        return new Activation(effective, stake.minus(effective), Lamports.ZERO);
    }

    private Activation coolDown(Lamports before, long epoch, StakeHistory history) {
        Optional<StakeHistory.Entry> entry = history.at(deactivationEpoch);
        if (entry.isEmpty()) {
            return Activation.NOTHING;
        }
        Lamports effective = before;
        for (long next = deactivationEpoch + 1; entry.isPresent(); next++) {
            StakeHistory.Entry cluster = entry.get();
            if (cluster.deactivating().isZero()) {
                break;
            }
            Lamports gone = least(effective, share(effective, cluster.effective(), cluster.deactivating()));
            effective = effective.minus(gone);
            if (effective.isZero() || Long.compareUnsigned(next, epoch) >= 0) {
                break;
            }
            entry = history.at(next);
        }
        return new Activation(effective, Lamports.ZERO, effective);
    }

    /**
     * account / clusterMoving x (clusterEffective x 0.09), in this order and in doubles, as the program reckons: whole numbers would
     * differ from it by some lamports. At least 1.
     */
    private static Lamports share(Lamports account, Lamports clusterEffective, Lamports clusterMoving) {
        double weight = asDouble(account) / asDouble(clusterMoving);
        double moved = weight * (asDouble(clusterEffective) * RATE);
        if (moved >= UNSIGNED_LIMIT) {
            return Lamports.MAX;
        }
        return moved < 1
                ? new Lamports(1)
                : new Lamports(new BigDecimal(moved).toBigInteger().longValue());
    }

    private static double asDouble(Lamports lamports) {
        return lamports.toBigInteger().doubleValue();
    }

    private static Lamports least(Lamports left, Lamports right) {
        return left.isLessThan(right) ? left : right;
    }
}
