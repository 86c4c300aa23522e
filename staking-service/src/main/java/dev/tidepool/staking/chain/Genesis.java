package dev.tidepool.staking.chain;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Which chain each endpoint is of, by its genesis hash. One of another chain than the first is a slip in the settings. */
final class Genesis {

    private final AtomicReferenceArray<@Nullable String> told;

    Genesis(int endpoints) {
        this.told = new AtomicReferenceArray<>(endpoints);
    }

    void told(int endpoint, String hash) {
        told.set(endpoint, hash);
    }

    boolean isKnown(int endpoint) {
        return told.get(endpoint) != null;
    }

    /** Whether it is known to be of another chain than the first endpoint. */
    boolean isOther(int endpoint) {
        String first = told.get(0);
        String own = told.get(endpoint);
        return first != null && own != null && !own.equals(first);
    }
}
