package dev.tidepool.gateway.route;

import java.time.Duration;
import java.util.Set;

/**
 * Says of a route that its answers are the same for every caller who may have them, and may be kept.
 *
 * @param lifetime how old a kept answer may be
 * @param tags what the answers tell of, each the subject of events ({@code post} of {@code post:created}): such an event drops them
 */
public record Caching(Duration lifetime, Set<String> tags) {

    public Caching {
        if (lifetime.isNegative() || lifetime.toSeconds() < 1) {
            throw new IllegalArgumentException("an answer is kept for a second at least, not " + lifetime);
        }
        tags = Set.copyOf(tags);
    }

    /** The same for what is out of date sooner. */
    public Caching forAtMost(Duration shorter) {
        return shorter.compareTo(lifetime) < 0 ? new Caching(shorter, tags) : this;
    }
}
