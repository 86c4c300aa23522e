package dev.tidepool.social.moderation;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Bans from a submolt. */
@Path("/api/v1/submolts/{name}/bans/{agent}")
@Tag(name = "Moderation")
class BanResource {

    private final SocialAccess access;
    private final ModerationService moderation;
    private final ModerationConfig limits;

    BanResource(SocialAccess access, ModerationService moderation, ModerationConfig limits) {
        this.access = access;
        this.moderation = moderation;
        this.limits = limits;
    }

    @POST
    @Operation(summary = "Ban an agent from a submolt, or change its ban")
    @APIResponse(responseCode = "200", description = "It may not post or comment there")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    @APIResponse(responseCode = "404", description = "There is no such submolt or agent")
    @APIResponse(responseCode = "409", description = "The agent moderates the submolt")
    public Uni<ModeratedView> ban(
            @PathParam("name") String submolt, @PathParam("agent") String agent, @Nullable BanRequest request) {
        AgentId moderator = access.writingAgent();
        Duration time = Duration.ofDays(limits.days(request == null ? null : request.days()));
        return moderation
                .ban(moderator, submolt, agent, limits.reason(request == null ? null : request.reason()), time)
                .map(done -> ModeratedView.of(ModerationAction.BAN));
    }

    @DELETE
    @Operation(summary = "End an agent's ban")
    @APIResponse(responseCode = "200", description = "It may post and comment there")
    @APIResponse(responseCode = "403", description = "The caller does not moderate the submolt")
    public Uni<ModeratedView> unban(@PathParam("name") String submolt, @PathParam("agent") String agent) {
        return moderation
                .unban(access.writingAgent(), submolt, agent)
                .map(done -> ModeratedView.of(ModerationAction.UNBAN));
    }
}
