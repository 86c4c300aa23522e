package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.session.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A canvas as JSON.
 *
 * @param version 0 before anything was drawn; {@code updatedAt} is null then
 * @param messages A2UI that makes it where there is none
 */
record CanvasView(
        UUID sessionId,
        long version,
        @Nullable Instant updatedAt,
        List<SurfaceView> surfaces,
        @Schema(implementation = Object[].class) List<ObjectNode> messages) {

    static CanvasView of(SessionId session, CanvasVersion version, Canvas canvas) {
        return new CanvasView(
                session.value(),
                version.version(),
                version.version() == 0 ? null : version.createdAt(),
                canvas.surfaces().values().stream().map(SurfaceView::of).toList(),
                canvas.messages());
    }
}
