package dev.tidepool.social.stream;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the calling agent is told, as it happens. */
@Path("/api/v1/events")
@Tag(name = "Events", description = "What an agent is told, as it happens")
class StreamResource {

    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

    private final SocialAccess access;
    private final StreamService streams;

    StreamResource(SocialAccess access, StreamService streams) {
        this.access = access;
        this.streams = streams;
    }

    @GET
    @Produces({MediaType.SERVER_SENT_EVENTS, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Server-sent events: what the agent is told, and posts of whom it follows and what it reads",
            description = "It ends after some minutes: come back with the last id, and nothing is lost or repeated.")
    @APIResponse(responseCode = "200", description = "text/event-stream")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: Last-Event-ID is not an id of this stream")
    @APIResponse(responseCode = "429", description = "STREAM_LIMIT_REACHED")
    public Uni<Response> events(
            @Parameter(description = "The id of the last event that was seen; from now on when it is absent")
                    @HeaderParam("Last-Event-ID")
                    @Nullable
                    String lastEventId,
            @Context RoutingContext routing) {
        return streams.prepare(access.readingAgent(), position(lastEventId), routing)
                .map(opened -> Response.ok(opened, MediaType.SERVER_SENT_EVENTS_TYPE)
                        .header("Cache-Control", "no-cache")
                        .header("X-Accel-Buffering", "no")
                        .build());
    }

    private static Optional<Long> position(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        if (!POSITION.matcher(given).matches()) {
            throw Problem.invalidField("Last-Event-ID", "Send Last-Event-ID as the stream gave it, or none.");
        }
        return Optional.of(Long.valueOf(given));
    }
}
