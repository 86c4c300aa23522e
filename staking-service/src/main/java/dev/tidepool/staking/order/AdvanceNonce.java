package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import java.util.List;
import java.util.function.Supplier;

/** Gives a nonce account its next nonce: whatever was signed with the present one can no longer land. */
public record AdvanceNonce(PublicKey account, Authority authority) implements Order {

    static final int UNITS = 300;

    static AdvanceNonce read(Fields fields) {
        return new AdvanceNonce(fields.key("account"), fields.authority("authority"));
    }

    @Override
    public PublicKey principal() {
        return authority.key();
    }

    @Override
    public List<PublicKey> reads() {
        return List.of(account);
    }

    @Override
    public Draft draft(Facts facts, Supplier<String> seeds) {
        NonceAccount nonce = facts.nonce("account", account);
        Checks.requireAuthority(authority, nonce.authority(), "authority", account);
        return Draft.of(account, UNITS, SystemProgram.advanceNonce(account, authority.key()));
    }
}
