package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a report, as sent. */
record CanvasReport(
        @Schema(required = true, implementation = Object.class, description = "A client's message of A2UI") @Nullable
        JsonNode message,

        @Schema(description = "A repeat with the same key is stored once") @Nullable
        String idempotencyKey) {}
