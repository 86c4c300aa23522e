package dev.tidepool.staking.transaction;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;

/**
 * What a client wants built.
 *
 * @param owner funds the stake; becomes staker and withdrawer
 * @param feePayer pays the transaction's fee, and nothing else
 * @param validator the vote account
 * @param lamports what is delegated; rent comes on top
 * @param unitPrice micro-lamports per compute unit
 */
record StakeOrder(
        PublicKey owner,
        PublicKey feePayer,
        PublicKey validator,
        Lamports lamports,
        Lamports unitPrice,
        MessageVersion version) {

    boolean isSponsored() {
        return !owner.equals(feePayer);
    }

    /** Equal for equal orders only; what an idempotency key is bound to. */
    String canonical() {
        return String.join(
                "|",
                owner.toString(),
                feePayer.toString(),
                validator.toString(),
                lamports.toString(),
                unitPrice.toString(),
                version.label());
    }
}
