package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.order.OrderKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Builds of any kind in one operation that also tells how to follow them. Nobody but the wallet signs. */
@Path("/v1/staking/build-and-monitor")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class MonitorResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final BuildService builds;

    MonitorResource(CurrentCaller callers, CurrentCluster clusters, BuildService builds) {
        this.callers = callers;
        this.clusters = clusters;
        this.builds = builds;
    }

    @POST
    @ResponseStatus(201)
    @RequestBodySchema(MonitorRequest.class)
    @Operation(
            summary = "Build a transaction and learn where to submit and follow it",
            description =
                    "The body is that of the build of this kind, and kind. The room tells each change of its state.",
            operationId = "buildAndMonitor")
    @APIResponse(responseCode = "201", description = "Built; it is followed from now on")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, which the member field names")
    @APIResponse(responseCode = "422", description = "What the build of this kind answers")
    @APIResponse(responseCode = "429", description = "RATE_LIMITED: the wallet writes too often; Retry-After says when")
    @APIResponse(responseCode = "503", description = "CHAIN_NOT_CONFIGURED or CHAIN_UNAVAILABLE")
    public Uni<MonitoredView> build(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        Caller.Member caller = callers.memberWith("staking:write");
        if (body == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        Map<String, @Nullable Object> order = new HashMap<>(body);
        return builds.build(clusters.get(), caller, kind(order.remove("kind")), key, order)
                .map(MonitoredView::of);
    }

    private static OrderKind kind(@Nullable Object kind) {
        return OrderKind.ofLabel(kind instanceof String label ? label : "");
    }
}
