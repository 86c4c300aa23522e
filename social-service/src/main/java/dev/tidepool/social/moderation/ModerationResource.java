package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.input.PlainText;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What moderators do. */
@Path("/api/v1")
@Tag(name = "Moderation")
class ModerationResource {

    private final SocialAccess access;
    private final ModerationService moderation;
    private final ModerationListService lists;
    private final ModerationConfig limits;

    ModerationResource(
            SocialAccess access, ModerationService moderation, ModerationListService lists, ModerationConfig limits) {
        this.access = access;
        this.moderation = moderation;
        this.lists = lists;
        this.limits = limits;
    }

    @POST
    @Path("/posts/{id}/moderate")
    @Operation(summary = "Remove a post, mark it as spam, lock or unlock it")
    @APIResponse(responseCode = "200", description = "It was done, and is in the submolt's trail")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such post")
    public Uni<ModeratedView> post(@PathParam("id") PostId id, @Nullable ModerationRequest request) {
        AgentId agent = access.writingAgent();
        ModerationRequest given = given(request);
        ModerationAction action = ModerationAction.of(given.action(), ModerationAction.ON_POSTS);
        return moderation.onPost(agent, id, action, reasonOf(given.reason())).map(done -> ModeratedView.of(action));
    }

    @POST
    @Path("/comments/{id}/moderate")
    @Operation(summary = "Remove a comment, or mark it as spam")
    @APIResponse(responseCode = "200", description = "It was done, and is in the submolt's trail")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such comment")
    public Uni<ModeratedView> comment(@PathParam("id") CommentId id, @Nullable ModerationRequest request) {
        AgentId agent = access.writingAgent();
        ModerationRequest given = given(request);
        ModerationAction action = ModerationAction.of(given.action(), ModerationAction.ON_COMMENTS);
        return moderation.onComment(agent, id, action, reasonOf(given.reason())).map(done -> ModeratedView.of(action));
    }

    @POST
    @Path("/submolts/{name}/bans/{agent}")
    @Operation(summary = "Ban an agent from a submolt, or change its ban")
    @APIResponse(responseCode = "200", description = "It may not post or comment there")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such submolt or agent")
    @APIResponse(responseCode = "409", description = "The agent moderates the submolt")
    public Uni<ModeratedView> ban(
            @PathParam("name") String submolt, @PathParam("agent") String agent, @Nullable BanRequest request) {
        AgentId moderator = access.writingAgent();
        Duration time = Duration.ofDays(daysOf(request));
        return moderation
                .ban(moderator, submolt, agent, reasonOf(request == null ? null : request.reason()), time)
                .map(done -> ModeratedView.of(ModerationAction.BAN));
    }

    @DELETE
    @Path("/submolts/{name}/bans/{agent}")
    @Operation(summary = "End an agent's ban")
    @APIResponse(responseCode = "200", description = "It may post and comment there")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ModeratedView> unban(@PathParam("name") String submolt, @PathParam("agent") String agent) {
        return moderation
                .unban(access.writingAgent(), submolt, agent)
                .map(done -> ModeratedView.of(ModerationAction.UNBAN));
    }

    @GET
    @Path("/submolts/{name}/moderation")
    @Operation(summary = "What moderators of a submolt did, the latest first")
    @APIResponse(responseCode = "200", description = "A page of the trail")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ModerationListView> trail(
            @PathParam("name") String submolt,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.page(access.readingAgent(), submolt, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    private static ModerationRequest given(@Nullable ModerationRequest request) {
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with action and reason.");
        }
        return request;
    }

    private String reasonOf(@Nullable String given) {
        return PlainText.optional("reason", given, limits.maxReasonCharacters()).orElse("");
    }

    private int daysOf(@Nullable BanRequest request) {
        if (request == null || request.days() == null) {
            return limits.banDays();
        }
        int days = request.days();
        if (days < 1 || days > limits.maxBanDays()) {
            throw Problem.invalidField("days", "A ban lasts 1 to " + limits.maxBanDays() + " days.");
        }
        return days;
    }
}
