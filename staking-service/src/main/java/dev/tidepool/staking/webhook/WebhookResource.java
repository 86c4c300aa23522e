package dev.tidepool.staking.webhook;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Where an organisation is told of its stake. */
@Path("/v1/staking/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "staking")
class WebhookResource {

    private static final String UUID_FORMAT = "uuid";

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final WebhookService webhooks;

    WebhookResource(CurrentCaller callers, CurrentCluster clusters, WebhookService webhooks) {
        this.callers = callers;
        this.clusters = clusters;
        this.webhooks = webhooks;
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Be told at an address",
            description = "Requests are signed with the secret, which is told here alone.",
            operationId = "createStakingWebhook")
    @APIResponse(responseCode = "201", description = "With its secret")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, or the address is none that may be told")
    @APIResponse(responseCode = "409", description = "WEBHOOK_LIMIT_REACHED")
    @APIResponse(responseCode = "503", description = "WEBHOOKS_UNAVAILABLE")
    public Uni<WebhookView> create(@Nullable WebhookRequest request) {
        Caller.Member caller = callers.memberWith("staking:write");
        if (request == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return webhooks.create(clusters.get(), caller, request);
    }

    @GET
    @Operation(summary = "The organisation's webhooks", operationId = "listStakingWebhooks")
    @APIResponse(responseCode = "200", description = "Without their secrets")
    public Uni<WebhookListView> list() {
        return webhooks.list(callers.memberWith("staking:read").organization());
    }

    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(summary = "Be told there no more", operationId = "deleteStakingWebhook")
    @APIResponse(responseCode = "204", description = "With what waited for it")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<Void> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id")
                    WebhookId id) {
        return webhooks.delete(callers.memberWith("staking:write"), id);
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "What was sent, the latest first", operationId = "listStakingDeliveries")
    @APIResponse(responseCode = "200", description = "A page; nextCursor leads to the next")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD or INVALID_CURSOR")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<DeliveryListView> deliveries(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id") WebhookId id,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        Caller.Member caller = callers.memberWith("staking:read");
        return webhooks.deliveries(caller.organization(), id, Optional.ofNullable(cursor), PageLimit.parse(limit));
    }

    @POST
    @Path("{id}/deliveries/{delivery}/replay")
    @ResponseStatus(202)
    @Operation(
            summary = "Send a delivery again",
            description = "With the same id, from the first attempt on.",
            operationId = "replayStakingDelivery")
    @APIResponse(responseCode = "202", description = "The delivery")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND or DELIVERY_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED")
    public Uni<DeliveryView> replay(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id") WebhookId id,
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("delivery")
                    DeliveryId delivery) {
        return webhooks.replay(callers.memberWith("staking:write").organization(), id, delivery);
    }
}
