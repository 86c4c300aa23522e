package dev.tidepool.session.canvas;

import dev.tidepool.kernel.problem.Problem;

/**
 * Why something is no A2UI message, and where.
 *
 * @param path JSON pointer
 */
record Invalid(String path, String reason) {

    /** As a failure of the whole request, whose lines count from 1. */
    Problem at(int line) {
        String where = path.isEmpty() ? "the message" : path;
        return Problem.of(CanvasError.VALIDATION_FAILED, "Line %d, %s: %s".formatted(line, where, reason))
                .with("line", line)
                .with("path", path);
    }

    /** As a failure of a single message. */
    Problem alone() {
        return Problem.of(CanvasError.VALIDATION_FAILED, (path.isEmpty() ? "The message" : path) + ": " + reason)
                .with("path", path);
    }
}
