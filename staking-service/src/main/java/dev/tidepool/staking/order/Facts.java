package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the chain says that drafts depend on.
 *
 * @param accounts those that exist
 * @param configured stake pool, where the request is about it
 */
public record Facts(
        ChainTime time,
        Rents rents,
        Lamports minimumDelegation,
        Map<PublicKey, VoteAccount> validators,
        Map<PublicKey, Account> accounts,
        Optional<Pool> configured) {

    public Facts {
        validators = Map.copyOf(validators);
        accounts = Map.copyOf(accounts);
    }

    public Facts(
            ChainTime time,
            Rents rents,
            Lamports minimumDelegation,
            Map<PublicKey, VoteAccount> validators,
            Map<PublicKey, Account> accounts) {
        this(time, rents, minimumDelegation, validators, accounts, Optional.empty());
    }

    /** What accounts must hold: of stake, of a nonce, and without data. */
    public record Rents(Lamports stake, Lamports nonce, Lamports wallet) {

        /** What every account is taken to have besides its data. */
        private static final int OVERHEAD = 128;

        /** Of an account with so much data: rent is in proportion to bytes. */
        Lamports of(int space) {
            return Lamports.of(wallet.bits() / OVERHEAD * (OVERHEAD + space));
        }
    }

    PublicKey poolAddress() {
        return configured.orElseThrow().address();
    }

    /** As it is now, not as it was when it was looked for. */
    StakePool pool() {
        return Optional.ofNullable(accounts.get(poolAddress()))
                .map(account -> StakePool.decode(account.data().toArray()))
                .orElseGet(() -> configured.orElseThrow().state());
    }

    Lamports balance(PublicKey address) {
        return Optional.ofNullable(accounts.get(address)).map(Account::lamports).orElse(Lamports.ZERO);
    }

    boolean isOwnedBy(PublicKey program, PublicKey address) {
        return Optional.ofNullable(accounts.get(address))
                .filter(account -> account.owner().equals(program))
                .isPresent();
    }

    /** All initialised stake accounts among those that were read. */
    List<Position> positions() {
        return accounts.values().stream()
                .filter(account -> account.owner().equals(StakeProgram.ID))
                .flatMap(account -> position(account).stream())
                .toList();
    }

    VoteAccount validator(PublicKey address) {
        VoteAccount found = validators.get(address);
        if (found == null) {
            throw Problem.of(
                            OrderError.VALIDATOR_NOT_FOUND,
                            "%s is no vote account of this cluster. GET /v1/staking/validators lists them."
                                    .formatted(address))
                    .with("field", "validator");
        }
        return found;
    }

    /** An initialised stake account as it stands in this epoch. */
    Position stake(String field, PublicKey address) {
        return Optional.ofNullable(accounts.get(address))
                .filter(account -> account.owner().equals(StakeProgram.ID))
                .flatMap(this::position)
                .orElseThrow(() -> Problem.of(
                                OrderError.STAKE_ACCOUNT_NOT_FOUND,
                                "%s is no initialised stake account of this cluster. GET /v1/staking/positions/{wallet} lists a wallet's."
                                        .formatted(address))
                        .with("field", field));
    }

    private Optional<Position> position(Account account) {
        try {
            return Position.of(account, time);
        } catch (MalformedBytesException noStake) {
            return Optional.empty();
        }
    }

    NonceAccount nonce(String field, PublicKey address) {
        return Optional.ofNullable(accounts.get(address))
                .flatMap(Account::nonce)
                .orElseThrow(() -> Problem.of(
                                OrderError.NONCE_ACCOUNT_NOT_FOUND,
                                "%s is no initialised nonce account of this cluster. Make one with create-nonce."
                                        .formatted(address))
                        .with("field", field));
    }

    /** Passes an address at which an account can be made: lamports may be there, data and an owner may not. */
    void requireFree(String field, PublicKey address) {
        Account found = accounts.get(address);
        if (found != null
                && !(found.owner().equals(SystemProgram.ID) && found.data().length() == 0)) {
            throw Problem.of(
                            OrderError.ACCOUNT_IN_USE,
                            "At %s there is an account. Give the address of a new key, or none.".formatted(address))
                    .with("field", field);
        }
    }
}
