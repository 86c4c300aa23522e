package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.stake.Position;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gives one of the two powers over an account to another key.
 *
 * @param authority for the staker's power its holder or the withdrawer, for the withdrawer's its holder
 * @param checked whether the next holder signs too, which shows that the key exists
 */
public record Authorize(
        PublicKey stakeAccount,
        StakeAuthority power,
        Authority authority,
        PublicKey next,
        boolean checked,
        Optional<PublicKey> custodian)
        implements Order {

    private static final int UNITS = 9_500;

    static Authorize read(Fields fields) {
        StakeAuthority power = fields.parsed("power", fields.required("power", fields.text("power")), Authorize::power);
        boolean checked = fields.flag("checked");
        boolean byWithdrawer = power == StakeAuthority.WITHDRAWER || fields.has("withdrawer");
        return new Authorize(
                fields.key("stakeAccount"),
                power,
                fields.authority(byWithdrawer ? "withdrawer" : "staker"),
                checked ? fields.wallet("newAuthority") : fields.key("newAuthority"),
                checked,
                fields.optionalWallet("custodian"));
    }

    private static StakeAuthority power(String text) {
        for (StakeAuthority power : StakeAuthority.values()) {
            if (power.name().toLowerCase(Locale.ROOT).equals(text)) {
                return power;
            }
        }
        throw new IllegalArgumentException("\"staker\" or \"withdrawer\"");
    }

    @Override
    public PublicKey principal() {
        return authority.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(stakeAccount);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        Position stake = facts.stake("stakeAccount", stakeAccount);
        requireHolder(stake);
        Optional<PublicKey> signs =
                power == StakeAuthority.WITHDRAWER ? Checks.custodian(stake, custodian) : Optional.empty();
        Instruction instruction = checked
                ? StakeProgram.authorizeChecked(stakeAccount, authority.key(), next, power, signs)
                : StakeProgram.authorize(stakeAccount, authority.key(), next, power, signs);
        return Draft.of(stakeAccount, UNITS, instruction).warningIf(!next.onCurve(), Warning.NEW_AUTHORITY_CANNOT_SIGN);
    }

    private void requireHolder(Position stake) {
        if (power == StakeAuthority.STAKER && !stake.isWithdrawnBy(authority.key())) {
            Checks.requireStaker(authority, stake);
        }
        if (power == StakeAuthority.WITHDRAWER) {
            Checks.requireWithdrawer(authority, stake);
        }
        PublicKey holder = power == StakeAuthority.STAKER
                ? stake.meta().staker()
                : stake.meta().withdrawer();
        if (holder.equals(next)) {
            throw Problem.invalidField("newAuthority", "newAuthority has this power already.");
        }
    }
}
