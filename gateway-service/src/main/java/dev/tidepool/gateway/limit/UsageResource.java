package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.CurrentCaller;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/usage")
@Tag(name = "Usage")
@Produces(MediaType.APPLICATION_JSON)
class UsageResource {

    private final CurrentCaller caller;

    UsageResource(CurrentCaller caller) {
        this.caller = caller;
    }

    /** The caller's limits and what is left of them. */
    @GET
    public UsageView usage(@Context RoutingContext routing) {
        return UsageView.of(caller.member(), RateLimits.stateOf(routing));
    }
}
