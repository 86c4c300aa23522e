package dev.tidepool.session.canvas;

import java.time.Instant;

/**
 * A canvas as it is stored.
 *
 * @param version counts from 1 in its session
 * @param lines JSON Lines of A2UI that make it where there is none
 * @param changes those that made it from the version before
 */
record CanvasVersion(long version, String lines, String changes, String createdBy, Instant createdAt) {

    /** Before anything was drawn. */
    static final CanvasVersion NONE = new CanvasVersion(0, "", "", "", Instant.EPOCH);

    CanvasVersion at(Instant time) {
        return new CanvasVersion(version, lines, changes, createdBy, time);
    }
}
