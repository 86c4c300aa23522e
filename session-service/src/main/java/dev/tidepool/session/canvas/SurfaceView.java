package dev.tidepool.session.canvas;

/** A surface in few words. */
record SurfaceView(String surfaceId, String version, int components) {

    static SurfaceView of(Surface surface) {
        return new SurfaceView(
                surface.id(), surface.version().wireName(), surface.components().size());
    }
}
