package dev.tidepool.staking.order;

import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.CreateAndDelegate;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.NewAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A new stake account, delegated at once.
 *
 * @param owner funds it
 * @param account whose key signs; derived from the owner where there is none
 * @param lamports what is delegated; rent comes on top
 */
public record CreateStake(
        PublicKey owner,
        PublicKey staker,
        PublicKey withdrawer,
        Lockup lockup,
        Optional<PublicKey> account,
        PublicKey vote,
        Lamports lamports)
        implements Order {

    private static final int UNITS = 20_000;
    private static final int ALL = 100;

    static CreateStake read(Fields fields) {
        PublicKey owner = fields.wallet("owner");
        return new CreateStake(
                owner,
                fields.optionalWallet("staker").orElse(owner),
                fields.optionalWallet("withdrawer").orElse(owner),
                lockup(fields),
                fields.optionalWallet("stakeAccount"),
                fields.key("validator"),
                fields.lamports());
    }

    private static Lockup lockup(Fields fields) {
        long until = fields.integer("lockupUnixTimestamp", 0).orElse(0L);
        long epoch = fields.integer("lockupEpoch", 0).orElse(0L);
        Optional<PublicKey> custodian = fields.optionalWallet("custodian");
        if (until > 0 || epoch > 0) {
            return new Lockup(until, epoch, fields.required("custodian", custodian));
        }
        return new Lockup(0, 0, custodian.orElse(SystemProgram.ID));
    }

    @Override
    public PublicKey principal() {
        return owner;
    }

    @Override
    public List<PublicKey> reads() {
        return account.stream().toList();
    }

    @Override
    public List<PublicKey> validators() {
        return List.of(vote);
    }

    @Override
    public boolean isOfWalletsAlone() {
        return account.isEmpty();
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        VoteAccount validator = facts.validator(vote);
        Checks.requireMinimum("lamports", lamports, facts);
        account.ifPresent(key -> facts.requireFree("stakeAccount", key));
        Lamports rent = facts.rents().stake();
        NewAccount made = account.<NewAccount>map(NewAccount.Keyed::new)
                .orElseGet(() -> NewAccount.Derived.of(owner, seeds.get(), StakeProgram.ID));
        // Nobody holds more than a capped sum; that is told as funds that are missing, not as an overflow.
        Lamports funds = lamports.plusCapped(rent);
        Draft draft = funds.equals(Lamports.MAX)
                ? Draft.of(Target.of(made), UNITS, List.of())
                : Draft.of(
                        Target.of(made),
                        UNITS,
                        new CreateAndDelegate(owner, made, staker, withdrawer, lockup, vote, lamports, rent)
                                .instructions());
        return draft.staking("lamports", owner, lamports)
                .giving("lamports", owner, rent)
                .renting(rent)
                .warning(warnings(validator));
    }

    static List<Warning> warnings(VoteAccount validator) {
        List<Warning> warnings = new ArrayList<>();
        if (validator.delinquent()) {
            warnings.add(Warning.VALIDATOR_DELINQUENT);
        }
        if (validator.commissionPercent() == ALL) {
            warnings.add(Warning.FULL_COMMISSION);
        }
        return warnings;
    }
}
