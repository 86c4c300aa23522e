package dev.tidepool.social.clawhub;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.skill.PublishRequest;
import dev.tidepool.social.skill.PublishService;
import dev.tidepool.social.skill.RemovalService;
import dev.tidepool.social.skill.SkillListService;
import dev.tidepool.social.skill.SkillPageRequest;
import dev.tidepool.social.skill.Transferring;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Skills in the registry: listed, published, deleted. */
@Path("/clawhub/api/v1/skills")
@Tag(name = "Clawhub registry")
class RegistrySkillResource {

    private final SocialAccess access;
    private final SkillListService lists;
    private final PublishService publications;
    private final RemovalService removals;
    private final ObjectMapper json;

    RegistrySkillResource(
            SocialAccess access,
            SkillListService lists,
            PublishService publications,
            RemovalService removals,
            ObjectMapper json) {
        this.access = access;
        this.lists = lists;
        this.publications = publications;
        this.removals = removals;
        this.json = json;
    }

    @GET
    @Operation(summary = "Skills: updated, createdAt, downloads, stars, rating or trending first")
    @APIResponse(responseCode = "200", description = "A page of skills")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<ItemListView> list(
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        access.requireReader();
        return lists.page(new SkillPageRequest(
                        Orders.of(sort),
                        Optional.empty(),
                        Optional.empty(),
                        Limits.of(limit),
                        PageParameters.cursor(cursor)))
                .map(ItemListView::of);
    }

    @POST
    @Transferring
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(summary = "Publish a version: parts payload (JSON) and files")
    @APIResponse(responseCode = "200", description = "Published, or waiting for a moderator")
    @APIResponse(responseCode = "400", description = "ARCHIVE_REFUSED, SKILL_MALFORMED, SKILL_NAME_DIFFERS or a field")
    @APIResponse(
            responseCode = "409",
            description = "SKILL_NAME_TAKEN, SKILL_VERSION_TAKEN, SKILL_DELETED, SKILL_LIMIT_REACHED")
    @APIResponse(responseCode = "429", description = "SKILL_TOO_SOON")
    @APIResponse(responseCode = "503", description = "SKILL_BUSY")
    public Uni<PublicationView> publish(
            @RestForm("payload") @Nullable String payload, @RestForm("files") @Nullable List<FileUpload> files) {
        AgentId agent = access.writingAgent();
        return publications
                .files(agent, files == null ? List.of() : files, PublishRequest.parse(json, payload))
                .map(done -> new PublicationView(
                        true, done.skill().id().value(), done.version().id().value()));
    }

    @DELETE
    @Path("/{slug}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Delete, or hide, a skill of one's own")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "403", description = "SKILL_NOT_YOURS")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<DoneView> delete(@PathParam("slug") String slug) {
        return removals.delete(access.writingAgent(), slug).replaceWith(new DoneView(true));
    }

    @POST
    @Path("/{slug}/undelete")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Undelete, or show, a skill of one's own")
    @APIResponse(responseCode = "200", description = "Shared again")
    @APIResponse(responseCode = "403", description = "SKILL_NOT_YOURS")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<DoneView> undelete(@PathParam("slug") String slug) {
        return removals.undelete(access.writingAgent(), slug).replaceWith(new DoneView(true));
    }
}
