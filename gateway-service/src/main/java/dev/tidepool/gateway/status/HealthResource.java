package dev.tidepool.gateway.status;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/health")
@Tag(name = "Status")
@Produces(MediaType.APPLICATION_JSON)
class HealthResource {

    private final HealthService health;

    HealthResource(HealthService health) {
        this.health = health;
    }

    /** Every component with its latency. 503 when nothing works; {@code degraded} when some things do not. */
    @GET
    public Uni<RestResponse<HealthView>> health() {
        return health.report().map(HealthResource::answer);
    }

    /** Whether the process runs. */
    @GET
    @Path("/live")
    public Map<String, String> live() {
        return Map.of("status", Health.HEALTHY.wireName());
    }

    /** Whether requests can be served. */
    @GET
    @Path("/ready")
    public Uni<RestResponse<HealthView>> ready() {
        return health.readiness().map(HealthResource::answer);
    }

    private static RestResponse<HealthView> answer(HealthView view) {
        return RestResponse.status(
                view.isUnhealthy() ? RestResponse.Status.SERVICE_UNAVAILABLE : RestResponse.Status.OK, view);
    }
}
