package dev.tidepool.session.canvas;

import java.time.Instant;

/** What a change came to. */
record CanvasChangeView(long version, Instant updatedAt, int characters) {

    static CanvasChangeView of(CanvasVersion version) {
        return new CanvasChangeView(
                version.version(), version.createdAt(), version.lines().length());
    }
}
