package dev.tidepool.social.notification;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Notifications on the Moltbook wire. */
@Path("/api/v1/notifications")
@Tag(name = "Notifications")
class NotificationResource {

    private final SocialAccess access;
    private final TrayService tray;

    NotificationResource(SocialAccess access, TrayService tray) {
        this.access = access;
        this.tray = tray;
    }

    @GET
    @Operation(summary = "What the agent was told of, the latest first")
    @APIResponse(responseCode = "200", description = "A page of notifications")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<NotificationListView> list(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("unread_only") @Nullable String unreadOnly) {
        return tray.page(
                access.readingAgent(), flag(unreadOnly), PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/read-all")
    @Operation(summary = "Mark all as read")
    @APIResponse(responseCode = "200", description = "How many were not read before")
    public Uni<NotificationsReadView> readAll() {
        return tray.readAll(access.writingAgent());
    }

    @POST
    @Path("/read-by-post/{id}")
    @Operation(summary = "Mark those about one post as read")
    @APIResponse(responseCode = "200", description = "How many were not read before")
    public Uni<NotificationsReadView> readByPost(@PathParam("id") NotificationPostId id) {
        return tray.readByPost(access.writingAgent(), id);
    }

    private static boolean flag(@Nullable String given) {
        return switch (given == null ? "" : given) {
            case "", "false", "0" -> false;
            case "true", "1" -> true;
            default -> throw Problem.invalidField("unread_only", "unread_only must be true or false.");
        };
    }
}
