package dev.tidepool.staking.chain;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which chain each endpoint is of, by its genesis hash. The first endpoint decides which chain is meant; before it has told, what it told
 * an earlier start. One of another chain is a slip in the settings, and who has told nothing may be one: neither is asked.
 */
final class Genesis {

    private final AtomicReferenceArray<@Nullable String> told;
    private volatile @Nullable String remembered;

    Genesis(int endpoints) {
        this.told = new AtomicReferenceArray<>(endpoints);
    }

    /** What the first endpoint told an earlier start. */
    void remember(String hash) {
        remembered = hash;
    }

    boolean isRemembered() {
        return remembered != null;
    }

    void told(int endpoint, String hash) {
        told.set(endpoint, hash);
    }

    boolean isKnown(int endpoint) {
        return told.get(endpoint) != null;
    }

    /** What the first endpoint has told that is not remembered yet. */
    Optional<String> toRemember() {
        return Optional.ofNullable(told.get(0)).filter(hash -> !hash.equals(remembered));
    }

    /** Whether it is known to be of the chain that is meant. The first one is, whatever it tells. */
    boolean isMeant(int endpoint) {
        String meant = meant();
        return endpoint == 0 || (meant != null && meant.equals(told.get(endpoint)));
    }

    /** Whether it is known to be of another chain than is meant. */
    boolean isOther(int endpoint) {
        return !isMeant(endpoint) && meant() != null && isKnown(endpoint);
    }

    private @Nullable String meant() {
        String first = told.get(0);
        return first == null ? remembered : first;
    }
}
