package dev.tidepool.session.stream;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * An answer that is sent as it comes.
 *
 * @param events server-sent events, each with its blank line; a failure resets the connection
 */
public record EventStream(Multi<String> events) {

    /** The answer with the headers that keep everything on its way from holding events back. */
    public Response respond() {
        return Response.ok(this, MediaType.SERVER_SENT_EVENTS_TYPE)
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
