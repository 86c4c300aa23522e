package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import java.util.List;
import java.util.function.Supplier;

/** Takes all lamports out of a nonce account, which closes it: whatever was signed with its nonce can no longer land. */
public record CloseNonce(PublicKey account, Authority authority, PublicKey recipient) implements Order {

    private static final int UNITS = 300;

    static CloseNonce read(Fields fields) {
        Authority authority = fields.authority("authority");
        return new CloseNonce(
                fields.key("account"),
                authority,
                fields.optionalKey("recipient").orElse(authority.key()));
    }

    @Override
    public PublicKey principal() {
        return authority.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(account, recipient);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        if (recipient.equals(account)) {
            throw Problem.invalidField("recipient", "recipient must be another account than account.");
        }
        NonceAccount nonce = facts.nonce("account", account);
        Checks.requireAuthority(authority, nonce.authority(), "authority", account);
        Lamports all = facts.balance(account);
        return Draft.of(account, UNITS, SystemProgram.withdrawNonce(account, recipient, authority.key(), all))
                .getting("recipient", recipient, all)
                .warning(List.of(Warning.CLOSES_ACCOUNT));
    }
}
