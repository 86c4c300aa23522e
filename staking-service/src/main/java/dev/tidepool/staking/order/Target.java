package dev.tidepool.staking.order;

import dev.tidepool.staking.solana.NewAccount;
import dev.tidepool.staking.solana.PublicKey;
import java.util.Optional;

/**
 * The account that an order makes, or else the one it is about.
 *
 * @param seed from which the address is derived, where it was made so
 */
public record Target(PublicKey address, Optional<String> seed) {

    static Target of(NewAccount account) {
        return new Target(account.address(), account.seed());
    }

    static Target of(PublicKey existing) {
        return new Target(existing, Optional.empty());
    }
}
