package dev.tidepool.session.canvas;

import dev.tidepool.kernel.problem.ErrorCode;

/** What can be wrong with what is sent to a canvas. */
enum CanvasError implements ErrorCode {
    /** Member line counts from 1, path is a JSON pointer into that line. */
    VALIDATION_FAILED(400, "A line is no A2UI message"),
    CANVAS_TOO_LARGE(413, "The canvas would be too large"),
    CANVAS_VERSION_NOT_FOUND(404, "There is no such version of the canvas"),
    /** Another writer exchanged a surface between the check and the change. */
    CANVAS_CHANGED(409, "The canvas has changed meanwhile");

    private final int status;
    private final String title;

    CanvasError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
