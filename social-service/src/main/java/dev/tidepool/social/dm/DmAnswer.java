package dev.tidepool.social.dm;

import org.jspecify.annotations.Nullable;

/**
 * Body of a rejection.
 *
 * @param block whether to take no more requests from that agent
 */
record DmAnswer(@Nullable Boolean block) {

    boolean isBlocking() {
        return Boolean.TRUE.equals(block);
    }
}
