package dev.tidepool.staking.solana;

/** An account that an instruction names, and what the instruction needs of it. */
public record AccountMeta(PublicKey key, boolean signer, boolean writable) {

    static AccountMeta readOnly(PublicKey key) {
        return new AccountMeta(key, false, false);
    }

    static AccountMeta readOnlySigner(PublicKey key) {
        return new AccountMeta(key, true, false);
    }

    static AccountMeta writable(PublicKey key) {
        return new AccountMeta(key, false, true);
    }

    static AccountMeta writableSigner(PublicKey key) {
        return new AccountMeta(key, true, true);
    }

    /** The same account with the needs of both. */
    AccountMeta merge(AccountMeta other) {
        return new AccountMeta(key, signer || other.signer, writable || other.writable);
    }
}
