package dev.tidepool.gateway.status;

import dev.tidepool.gateway.shutdown.Shutdown;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/health")
@Tag(name = "Status")
@Produces(MediaType.APPLICATION_JSON)
class HealthResource {

    private static final Component STOPPING = new Component("shutdown", true, Health.UNHEALTHY, Duration.ZERO);

    private final HealthService health;
    private final Shutdown shutdown;

    HealthResource(HealthService health, Shutdown shutdown) {
        this.health = health;
        this.shutdown = shutdown;
    }

    /** Every component with its latency. 503 when nothing works; {@code degraded} when some things do not. */
    @GET
    @Operation(
            summary = "Every component with its latency",
            description = "degraded when some things do not work, such as one service or Redis.",
            operationId = "health")
    @APIResponse(
            responseCode = "200",
            description = "healthy or degraded",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    @APIResponse(
            responseCode = "503",
            description = "unhealthy",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    public Uni<RestResponse<HealthView>> health() {
        return health.report().map(HealthResource::answer);
    }

    /** Whether the process runs. */
    @GET
    @Path("/live")
    @Operation(summary = "Whether the process runs", operationId = "live")
    @APIResponse(responseCode = "200", description = "It does")
    public Map<String, String> live() {
        return Map.of("status", Health.HEALTHY.wireName());
    }

    /** Whether requests can be served, and will be: 503 from the moment the process is told to stop. */
    @GET
    @Path("/ready")
    @Operation(
            summary = "Whether requests can be served",
            description = "Not any more from the moment the process is told to stop.",
            operationId = "ready")
    @APIResponse(
            responseCode = "200",
            description = "They can",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    @APIResponse(
            responseCode = "503",
            description = "They cannot",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    public Uni<RestResponse<HealthView>> ready() {
        return shutdown.isBegun()
                ? Uni.createFrom().item(answer(HealthView.of(List.of(STOPPING))))
                : health.readiness().map(HealthResource::answer);
    }

    private static RestResponse<HealthView> answer(HealthView view) {
        return RestResponse.status(
                view.isUnhealthy() ? RestResponse.Status.SERVICE_UNAVAILABLE : RestResponse.Status.OK, view);
    }
}
