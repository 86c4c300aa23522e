package dev.tidepool.session.canvas;

import java.time.Instant;

/** A version that is kept. */
record CanvasVersionView(long version, String createdBy, Instant createdAt) {

    static CanvasVersionView of(CanvasVersion version) {
        return new CanvasVersionView(version.version(), version.createdBy(), version.createdAt());
    }
}
