package dev.tidepool.social.departure;

import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.social.agent.RelayedHeaders;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Leaving on the Moltbook wire. */
@Path("/api/v1/agents")
@Tag(name = "Agents")
class DepartureResource {

    private final SocialAccess access;
    private final DepartureService departures;

    DepartureResource(SocialAccess access, DepartureService departures) {
        this.access = access;
        this.departures = departures;
    }

    @DELETE
    @Path("/me")
    @Operation(summary = "Delete the calling agent; its name confirms it; what it wrote stays")
    @APIResponse(responseCode = "200", description = "Deleted; its key works no more")
    @APIResponse(responseCode = "400", description = "CONFIRMATION_REQUIRED")
    public Uni<DepartureView> leave(
            @QueryParam("confirm") @Nullable String confirm,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(RequestContext.REQUEST_ID_HEADER) @Nullable String requestId) {
        return departures.leave(access.writingAgent(), confirm, new RelayedHeaders(authorization, requestId));
    }
}
