package dev.tidepool.staking.agent;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.CurrentCluster;
import dev.tidepool.staking.webhook.DeliveryListView;
import dev.tidepool.staking.webhook.WebhookId;
import dev.tidepool.staking.webhook.WebhookListView;
import dev.tidepool.staking.webhook.WebhookService;
import dev.tidepool.staking.webhook.WebhookView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Webhooks on the paths and in the envelope that clients of agent staking APIs know. */
@Path("/stake/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "agent staking")
@APIResponse(responseCode = "200", description = "success, data, timestamp, requestId")
@APIResponse(responseCode = "400", description = "error.code INVALID_FIELD; error.details.field names it")
class AgentWebhookResource {

    private final CurrentCaller callers;
    private final CurrentCluster clusters;
    private final WebhookService webhooks;

    AgentWebhookResource(CurrentCaller callers, CurrentCluster clusters, WebhookService webhooks) {
        this.callers = callers;
        this.clusters = clusters;
        this.webhooks = webhooks;
    }

    @POST
    @Path("register")
    @Operation(summary = "Be told at an address, with the secret that signs", operationId = "agentRegisterWebhook")
    @APIResponse(responseCode = "409", description = "WEBHOOK_LIMIT_REACHED")
    @APIResponse(responseCode = "503", description = "WEBHOOKS_UNAVAILABLE")
    public Uni<Envelope<WebhookView>> register(@Nullable RegisterBody body, @Context RoutingContext routing) {
        Caller.Member caller = callers.memberWith("staking:write");
        if (body == null) {
            throw Problem.badRequest("Send a JSON body.");
        }
        return webhooks.create(clusters.get(), caller, body.toRequest()).map(made -> Envelope.of(made, routing));
    }

    @GET
    @Operation(summary = "The organisation's webhooks", operationId = "agentListWebhooks")
    public Uni<Envelope<WebhookListView>> list(@Context RoutingContext routing) {
        return webhooks.list(callers.memberWith("staking:read").organization())
                .map(found -> Envelope.of(found, routing));
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "What was sent, the latest first", operationId = "agentListDeliveries")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<Envelope<DeliveryListView>> deliveries(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") WebhookId id,
            @Parameter(description = "1 to 100, default 25", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor,
            @Context RoutingContext routing) {
        Caller.Member caller = callers.memberWith("staking:read");
        return webhooks.deliveries(caller.organization(), id, Optional.ofNullable(cursor), PageLimit.parse(limit))
                .map(page -> Envelope.of(page, routing));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Be told there no more", operationId = "agentDeleteWebhook")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<Envelope<DeletedView>> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") WebhookId id,
            @Context RoutingContext routing) {
        return webhooks.delete(callers.memberWith("staking:write"), id)
                .map(gone -> Envelope.of(DeletedView.of(id), routing));
    }
}
