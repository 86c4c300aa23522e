package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.id.TypedId;
import java.util.UUID;

/** A transaction that was built here; on the chain it goes by its signature. */
record TransactionId(UUID value) implements TypedId {

    /** @throws IllegalArgumentException if the text is no UUID */
    static TransactionId fromString(String text) {
        return new TransactionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
