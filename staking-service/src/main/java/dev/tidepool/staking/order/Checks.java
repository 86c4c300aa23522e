package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Activation.State;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.stake.Position;
import java.util.Locale;
import java.util.Optional;

/** Rules of the Stake program that more than one order must pass. Each throws a Problem that names field and remedy. */
final class Checks {

    private Checks() {}

    static void requireStaker(Authority given, Position stake) {
        requireAuthority(given, stake.meta().staker(), "staker", stake.address());
    }

    static void requireWithdrawer(Authority given, Position stake) {
        requireAuthority(given, stake.meta().withdrawer(), "withdrawer", stake.address());
    }

    static void requireAuthority(Authority given, PublicKey holder, String power, PublicKey account) {
        if (!given.key().equals(holder)) {
            throw Problem.of(
                            OrderError.AUTHORITY_MISMATCH,
                            "%s is not the %s of %s: that is %s. Name it, and let it sign."
                                    .formatted(given.key(), power, account, holder))
                    .with("field", given.field())
                    .with("expected", holder.toString());
        }
    }

    /** The custodian if it must sign: while a lockup is in force. */
    static Optional<PublicKey> custodian(Position stake, Optional<PublicKey> given) {
        if (!stake.locked()) {
            return Optional.empty();
        }
        Lockup lockup = stake.meta().lockup();
        if (given.filter(lockup.custodian()::equals).isEmpty()) {
            throw Problem.of(
                            OrderError.LOCKUP_IN_FORCE,
                            "%s is locked. Wait until the lockup ends, or name its custodian %s, who signs."
                                    .formatted(stake.address(), lockup.custodian()))
                    .with("field", "custodian")
                    .with("expected", lockup.custodian().toString())
                    .with("lockupUnixTimestamp", lockup.unixTimestamp())
                    .with("lockupEpoch", Long.toUnsignedString(lockup.epoch()));
        }
        return given;
    }

    static void requireMinimum(String field, Lamports delegated, Facts facts) {
        if (delegated.isLessThan(facts.minimumDelegation())) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "The cluster delegates no less than %s lamports.".formatted(facts.minimumDelegation()))
                    .with("field", field)
                    .with("minimum", facts.minimumDelegation().toString());
        }
    }

    static void requireFree(Lamports wanted, Lamports free, PublicKey stake) {
        if (wanted.isZero() || free.isLessThan(wanted)) {
            throw Problem.of(
                            OrderError.INSUFFICIENT_STAKE,
                            "Of %s, from 1 to %s lamports can be taken now.".formatted(stake, free))
                    .with("field", "lamports")
                    .with("available", free.toString());
        }
    }

    static void requireDifferent(String field, PublicKey one, PublicKey other) {
        if (one.equals(other)) {
            throw Problem.invalidField(field, field + " must be another account than stakeAccount.");
        }
    }

    /** Same authorities, and lockups that are equal or no longer in force. */
    static void requireSameRules(String field, Position stake, Position other) {
        boolean sameKeys = stake.meta().staker().equals(other.meta().staker())
                && stake.meta().withdrawer().equals(other.meta().withdrawer());
        boolean sameLockup = stake.meta().lockup().equals(other.meta().lockup()) || !(stake.locked() || other.locked());
        if (!sameKeys || !sameLockup) {
            throw Problem.of(
                            OrderError.ACCOUNTS_DIFFER,
                            "%s and %s must have one %s. Change it with %s, or take another account."
                                    .formatted(
                                            stake.address(),
                                            other.address(),
                                            sameKeys ? "lockup" : "staker and one withdrawer",
                                            sameKeys ? "set-lockup" : "authorize"))
                    .with("field", field);
        }
    }

    static void requireSameValidator(String field, Position stake, Position other) {
        if (!voter(stake).equals(voter(other))) {
            throw Problem.of(
                            OrderError.ACCOUNTS_DIFFER,
                            "%s and %s must be delegated to one validator.".formatted(stake.address(), other.address()))
                    .with("field", field);
        }
    }

    private static Optional<PublicKey> voter(Position stake) {
        return stake.delegation().map(delegation -> delegation.voter());
    }

    static Problem wrongState(String field, Position stake, String remedy) {
        return Problem.of(
                        OrderError.STAKE_STATE_CONFLICT,
                        "%s is %s. %s"
                                .formatted(
                                        stake.address(),
                                        label(stake.activation().state()),
                                        remedy))
                .with("field", field)
                .with("state", label(stake.activation().state()));
    }

    private static String label(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
