package dev.tidepool.staking.chain;

/** What the cluster says of a signature. */
public sealed interface SignatureStatus {

    /** Not in any block the node knows. */
    record Unseen() implements SignatureStatus {}

    /** In a block, and it did what it was to do. */
    record Landed(long slot, Level level) implements SignatureStatus {}

    /** In a block, failed, the fee charged; {@code error} is the runtime's own JSON. */
    record Broken(long slot, Level level, String error) implements SignatureStatus {}

    /** How sure the block is to stay. */
    enum Level {
        PROCESSED,
        CONFIRMED,
        FINALIZED
    }
}
