package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.LockupChange;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Changes an account's lockup: its custodian does while it is in force, the withdrawer otherwise.
 *
 * @param checked whether the next custodian signs too
 */
public record SetLockup(
        PublicKey stakeAccount,
        Optional<Authority> withdrawer,
        Optional<PublicKey> custodian,
        LockupChange change,
        boolean checked)
        implements Order {

    private static final int UNITS = 8_400;

    static SetLockup read(Fields fields) {
        Optional<PublicKey> custodian = fields.optionalWallet("custodian");
        boolean owned = fields.has("owner");
        boolean named = fields.has("withdrawer") || owned;
        LockupChange change = new LockupChange(
                fields.integer("lockupUnixTimestamp", 0),
                fields.integer("lockupEpoch", 0),
                fields.optionalWallet("newCustodian"));
        if (change.equals(new LockupChange(Optional.empty(), Optional.empty(), Optional.empty()))) {
            throw Problem.invalidField(
                    "lockupUnixTimestamp", "lockupUnixTimestamp, lockupEpoch or newCustodian is required.");
        }
        return new SetLockup(
                fields.key("stakeAccount"),
                named || custodian.isEmpty() ? Optional.of(fields.authority("withdrawer")) : Optional.empty(),
                custodian,
                change,
                fields.flag("checked"));
    }

    @Override
    public PublicKey principal() {
        return withdrawer.map(Authority::key).or(() -> custodian).orElseThrow();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Position stake = facts.stake("stakeAccount", stakeAccount);
        PublicKey authority = Checks.custodian(stake, custodian).orElseGet(() -> withdrawer(stake));
        return Draft.of(
                stakeAccount,
                UNITS,
                checked
                        ? StakeProgram.setLockupChecked(stakeAccount, authority, change)
                        : StakeProgram.setLockup(stakeAccount, authority, change));
    }

    private PublicKey withdrawer(Position stake) {
        Authority given = withdrawer.orElseThrow(() -> Problem.of(
                        OrderError.AUTHORITY_MISMATCH,
                        "No lockup is in force: name the withdrawer %s, who signs."
                                .formatted(stake.meta().withdrawer()))
                .with("field", "withdrawer")
                .with("expected", stake.meta().withdrawer().toString()));
        Checks.requireWithdrawer(given, stake);
        return given.key();
    }
}
