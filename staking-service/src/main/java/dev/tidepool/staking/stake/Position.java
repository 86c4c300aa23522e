package dev.tidepool.staking.stake;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.solana.Activation;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAccount;
import java.util.Optional;

/**
 * A stake account as it stands in an epoch. Pure.
 *
 * @param withdrawable what the withdrawer may take at once, without the custodian's part: all of it where nothing is effective or
 *     warms up, which closes the account, otherwise what is neither staked nor rent; nothing while a lockup is in force
 */
public record Position(
        PublicKey address,
        Lamports lamports,
        StakeAccount.Meta meta,
        Optional<Delegation> delegation,
        Activation activation,
        boolean locked,
        Lamports withdrawable) {

    /** Empty for an account that nobody has initialised. */
    public static Optional<Position> of(Account account, ChainTime time) {
        StakeAccount decoded = StakeAccount.decode(account.data().toArray());
        return decoded.meta().map(meta -> of(account, meta, decoded.delegation(), time));
    }

    private static Position of(
            Account account, StakeAccount.Meta meta, Optional<Delegation> delegation, ChainTime time) {
        Activation activation = delegation
                .map(given -> given.at(time.clock().epoch(), time.history()))
                .orElse(Activation.NOTHING);
        boolean locked = meta.lockup().isInForce(time.clock());
        Lamports withdrawable = locked ? Lamports.ZERO : free(account.lamports(), meta, activation);
        return new Position(account.address(), account.lamports(), meta, delegation, activation, locked, withdrawable);
    }

    /** What the withdrawer may take with the custodian's signature, whatever the lockup. */
    public Lamports free() {
        return free(lamports, meta, activation);
    }

    /** What is effective or warms up: what may not be withdrawn. */
    public Lamports staked() {
        return activation.effective().plusCapped(activation.activating());
    }

    private static Lamports free(Lamports lamports, StakeAccount.Meta meta, Activation activation) {
        Lamports staked = activation.effective().plusCapped(activation.activating());
        if (staked.isZero()) {
            return lamports;
        }
        Lamports kept = staked.plusCapped(meta.rentReserve());
        return lamports.isLessThan(kept) ? Lamports.ZERO : lamports.minus(kept);
    }

    Optional<Lockup> lockup() {
        return Optional.of(meta.lockup()).filter(lockup -> !lockup.equals(Lockup.NONE));
    }

    public boolean isStakedBy(PublicKey wallet) {
        return meta.staker().equals(wallet);
    }

    public boolean isWithdrawnBy(PublicKey wallet) {
        return meta.withdrawer().equals(wallet);
    }
}
