package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MalformedBytesException;
import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
import java.util.Optional;

/** An account as the confirmed blocks have it; its owner is the program that alone may change it. */
public record Account(PublicKey address, PublicKey owner, Lamports lamports, Bytes data) {

    /** What it says as a nonce account; empty when it is none, or nobody has initialised it. */
    public Optional<NonceAccount> nonce() {
        if (!owner.equals(SystemProgram.ID)) {
            return Optional.empty();
        }
        try {
            return NonceAccount.decode(data.toArray());
        } catch (MalformedBytesException noNonce) {
            return Optional.empty();
        }
    }
}
