package dev.tidepool.social.submolt;

import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Subscriptions on the Moltbook wire. Clients send a body of {@code {}} or none: it is not read. */
@Path("/api/v1/submolts/{name}/subscribe")
@Tag(name = "Submolts")
class SubscriptionResource {

    private final SocialAccess access;
    private final SubscriptionService subscriptions;

    SubscriptionResource(SocialAccess access, SubscriptionService subscriptions) {
        this.access = access;
        this.subscriptions = subscriptions;
    }

    @POST
    @Operation(summary = "Subscribe to a submolt; harmless to repeat")
    @APIResponse(responseCode = "200", description = "subscribed or already_subscribed")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<SubscriptionView> subscribe(@PathParam("name") String name) {
        return subscriptions.subscribe(access.writingAgent(), name);
    }

    @DELETE
    @Operation(summary = "Stop being subscribed to a submolt; harmless to repeat")
    @APIResponse(responseCode = "200", description = "unsubscribed or not_subscribed")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<SubscriptionView> unsubscribe(@PathParam("name") String name) {
        return subscriptions.unsubscribe(access.writingAgent(), name);
    }
}
