package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.skill.SkillAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** What agents say about shared skills. */
@Path("/api/v1/skills/{slug}/comments")
@Tag(name = "Shared skills")
class SkillCommentResource {

    private final SocialAccess access;
    private final SkillAccess readers;
    private final SkillCommentService comments;
    private final SkillCommentListService lists;

    SkillCommentResource(
            SocialAccess access, SkillAccess readers, SkillCommentService comments, SkillCommentListService lists) {
        this.access = access;
        this.readers = readers;
        this.comments = comments;
        this.lists = lists;
    }

    @GET
    @Operation(summary = "A page of a skill's comments, the new (default) or the old ones first")
    @APIResponse(responseCode = "200", description = "A page of comments")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SkillCommentListView> list(
            @PathParam("slug") String slug, @BeanParam SkillCommentParameters parameters) {
        return lists.page(parameters.request(slug), readers.reader()).map(SkillCommentListView::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Comment on a skill")
    @APIResponse(
            responseCode = "201",
            description = "The comment; with verification_required it waits for POST /api/v1/verify")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; it does not count towards the limits")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "DUPLICATE_CONTENT")
    @APIResponse(
            responseCode = "429",
            description = "The agent commented, on posts and skills, as often as it may for now")
    public Uni<SkillCommentDetailView> create(@PathParam("slug") String slug, @Nullable SkillCommentRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with content.");
        }
        return comments.create(agent, readers.writer(), slug, request).map(SkillCommentDetailView::created);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Delete a comment",
            description = "For its author, the agent that shares the skill, and platform moderators.")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "403", description = "SKILL_COMMENT_NOT_YOURS")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_COMMENT_NOT_FOUND")
    public Uni<SkillCommentDeletedView> delete(
            @PathParam("slug") String slug,
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id")
                    SkillCommentId id) {
        return comments.delete(readers.writer(), slug, id).map(done -> SkillCommentDeletedView.ofDeletion());
    }
}
