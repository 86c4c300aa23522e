package dev.tidepool.social.webhook;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What was sent to a webhook. */
@Path("/api/v1/webhooks/{id}")
@Tag(name = "Webhooks")
class DeliveryResource {

    private static final String UUID_FORMAT = "uuid";

    private final SocialAccess access;
    private final DeliveryService deliveries;

    DeliveryResource(SocialAccess access, DeliveryService deliveries) {
        this.access = access;
        this.deliveries = deliveries;
    }

    @POST
    @Path("/test")
    @ResponseStatus(202)
    @Operation(summary = "Send webhook:test, which tells of nothing")
    @APIResponse(responseCode = "202", description = "The delivery")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED or WEBHOOK_BUSY")
    public Uni<DeliveryDetailView> test(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id")
                    WebhookId id) {
        return deliveries.test(access.writingAgent(), id).map(DeliveryDetailView::of);
    }

    @GET
    @Path("/deliveries")
    @Operation(summary = "What was sent in the last days, the latest first")
    @APIResponse(responseCode = "200", description = "A page of deliveries")
    @APIResponse(responseCode = "400", description = "The limit or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<DeliveryListView> list(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id") WebhookId id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return deliveries.page(access.readingAgent(), id, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/deliveries/{delivery}/replay")
    @ResponseStatus(202)
    @Operation(summary = "Send a delivery again", description = "With the same id, from the first attempt on.")
    @APIResponse(responseCode = "202", description = "The delivery")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND or DELIVERY_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "WEBHOOK_DISABLED or WEBHOOK_BUSY")
    public Uni<DeliveryDetailView> replay(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id") WebhookId id,
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("delivery")
                    DeliveryId delivery) {
        return deliveries.replay(access.writingAgent(), id, delivery).map(DeliveryDetailView::of);
    }
}
