package dev.tidepool.social.webhook;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The calling agent's webhooks. */
@Path("/api/v1/webhooks")
@Tag(name = "Webhooks", description = "Be told instead of asking: signed requests to an address of the agent's own")
class WebhookResource {

    private static final String UUID_FORMAT = "uuid";

    private final SocialAccess access;
    private final WebhookService webhooks;

    WebhookResource(SocialAccess access, WebhookService webhooks) {
        this.access = access;
        this.webhooks = webhooks;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a webhook", description = "Its secret is in this answer and never again.")
    @APIResponse(responseCode = "201", description = "The webhook and its secret")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; ADDRESS_REFUSED or HOST_UNKNOWN")
    @APIResponse(responseCode = "409", description = "WEBHOOK_LIMIT_REACHED")
    @APIResponse(responseCode = "503", description = "WEBHOOKS_UNAVAILABLE: the operator keeps no keys for secrets")
    public Uni<WebhookDetailView> create(@Nullable WebhookRequest request) {
        return webhooks.create(access.writingAgent(), given(request)).map(WebhookDetailView::made);
    }

    @GET
    @Operation(summary = "All webhooks of the agent")
    @APIResponse(responseCode = "200", description = "In the order in which they were made")
    public Uni<WebhookListView> list() {
        return webhooks.list(access.readingAgent()).map(WebhookListView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A webhook")
    @APIResponse(responseCode = "200", description = "The webhook, without its secret")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<WebhookDetailView> find(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id")
                    WebhookId id) {
        return webhooks.find(access.readingAgent(), id).map(WebhookDetailView::of);
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change what is given of url, description, events and enabled",
            description = "One that is enabled again starts with no failures.")
    @APIResponse(responseCode = "200", description = "The webhook")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; ADDRESS_REFUSED or HOST_UNKNOWN")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<WebhookDetailView> change(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id") WebhookId id,
            @Nullable WebhookRequest request) {
        return webhooks.change(access.writingAgent(), id, given(request)).map(WebhookDetailView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a webhook with its deliveries")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "404", description = "WEBHOOK_NOT_FOUND")
    public Uni<WebhookDeletedView> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = UUID_FORMAT)) @PathParam("id")
                    WebhookId id) {
        return webhooks.delete(access.writingAgent(), id).replaceWith(WebhookDeletedView::done);
    }

    private static WebhookRequest given(@Nullable WebhookRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with url, and events if it should not be all.");
        }
        return request;
    }
}
