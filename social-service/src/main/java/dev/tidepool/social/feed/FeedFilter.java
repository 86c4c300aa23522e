package dev.tidepool.social.feed;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose posts a feed holds. */
enum FeedFilter {
    /** Everybody's. */
    ALL,
    /** Of the agents that the reader follows and in the submolts it subscribes to. */
    FOLLOWING;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The filter a client asked for, all when it did not say. @throws Problem 400 when there is no such filter */
    static FeedFilter of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return ALL;
        }
        return Arrays.stream(values())
                .filter(filter -> filter.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("filter", "filter must be all or following."));
    }
}
