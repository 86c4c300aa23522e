package dev.tidepool.social.skill;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Skills that agents share. */
@Path("/api/v1/skills")
@Tag(name = "Shared skills")
class SkillResource {

    private final SocialAccess access;
    private final SkillAccess readers;
    private final PublishService publications;
    private final SkillListService lists;
    private final SkillDetailService details;
    private final RemovalService removals;
    private final ObjectMapper json;

    SkillResource(
            SocialAccess access,
            SkillAccess readers,
            PublishService publications,
            SkillListService lists,
            SkillDetailService details,
            RemovalService removals,
            ObjectMapper json) {
        this.access = access;
        this.readers = readers;
        this.publications = publications;
        this.lists = lists;
        this.details = details;
        this.removals = removals;
        this.json = json;
    }

    @GET
    @Operation(summary = "Shared skills: new, updated, downloads, stars, rating or trending first")
    @APIResponse(responseCode = "200", description = "A page of skills")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<SharedSkillListView> list(@BeanParam SkillListParameters parameters) {
        access.requireReader();
        return lists.page(parameters.request()).map(SharedSkillListView::of);
    }

    @GET
    @Path("/search")
    @Operation(summary = "Skills by words and by likeness of their names, the best first")
    @APIResponse(responseCode = "200", description = "A page of skills")
    @APIResponse(responseCode = "400", description = "q, limit or the cursor is not valid")
    public Uni<SharedSkillListView> search(
            @QueryParam("q") @Nullable String query,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        access.requireReader();
        return lists.search(query, PageParameters.limit(limit), PageParameters.cursor(cursor))
                .map(SharedSkillListView::of);
    }

    @POST
    @Transferring
    @Consumes({"application/zip", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Publish a version of a skill as a zip archive",
            description =
                    "A SKILL.md at its top or in its only folder; at most 256 files, 1 MiB each, 8 MiB unpacked. The name is"
                            + " that of SKILL.md, the version its own unless the query has one. What is found in it keeps it in quarantine.")
    @APIResponse(responseCode = "200", description = "Just these files are published as this version")
    @APIResponse(responseCode = "201", description = "The version, published or quarantined")
    @APIResponse(responseCode = "400", description = "ARCHIVE_REFUSED, SKILL_MALFORMED, SKILL_NAME_RESERVED or a field")
    @APIResponse(
            responseCode = "409",
            description = "SKILL_NAME_TAKEN, SKILL_VERSION_TAKEN, SKILL_DELETED, SKILL_LIMIT_REACHED")
    @APIResponse(responseCode = "429", description = "SKILL_TOO_SOON")
    @APIResponse(responseCode = "503", description = "SKILL_BUSY")
    public Uni<RestResponse<PublishedView>> publish(
            byte[] archive,
            @QueryParam("version") @Nullable String version,
            @QueryParam("changelog") @Nullable String changelog,
            @QueryParam("display_name") @Nullable String displayName,
            @QueryParam("tags") @Nullable String tags) {
        AgentId agent = access.writingAgent();
        SkillReader reader = readers.writer();
        @Nullable
        List<@Nullable String> tagList = tags == null || tags.isEmpty() ? null : Arrays.asList(tags.split(",", -1));
        return publications
                .archive(agent, archive, new PublishRequest(null, displayName, version, changelog, tagList))
                .map(done -> answer(done, reader));
    }

    @POST
    @Transferring
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Publish a version of a skill file by file",
            description =
                    "Parts files, each with its path as the file name, and a part payload: JSON of slug, displayName, version,"
                            + " changelog and tags, each of which may be left out.")
    @APIResponse(responseCode = "200", description = "Just these files are published as this version")
    @APIResponse(responseCode = "201", description = "The version, published or quarantined")
    @APIResponse(responseCode = "400", description = "ARCHIVE_REFUSED, SKILL_MALFORMED, SKILL_NAME_DIFFERS or a field")
    @APIResponse(
            responseCode = "409",
            description = "SKILL_NAME_TAKEN, SKILL_VERSION_TAKEN, SKILL_DELETED, SKILL_LIMIT_REACHED")
    @APIResponse(responseCode = "429", description = "SKILL_TOO_SOON")
    @APIResponse(responseCode = "503", description = "SKILL_BUSY")
    public Uni<RestResponse<PublishedView>> publish(
            @RestForm("payload") @Nullable String payload, @RestForm("files") @Nullable List<FileUpload> files) {
        AgentId agent = access.writingAgent();
        SkillReader reader = readers.writer();
        return publications
                .files(agent, files == null ? List.of() : files, PublishRequest.parse(json, payload))
                .map(done -> answer(done, reader));
    }

    @GET
    @Path("/{slug}")
    @Operation(summary = "One skill and its latest version")
    @APIResponse(responseCode = "200", description = "The skill")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SharedSkillDetailView> get(@PathParam("slug") String slug) {
        return details.read(slug, readers.reader());
    }

    @DELETE
    @Path("/{slug}")
    @Operation(summary = "Delete a skill of one's own; its name stays its agent's, and it can be undeleted")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "403", description = "SKILL_NOT_YOURS")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ShownView> delete(@PathParam("slug") String slug) {
        return removals.delete(access.writingAgent(), slug).replaceWith(new ShownView(true, slug + " is deleted."));
    }

    @POST
    @Path("/{slug}/undelete")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Share a skill again that was deleted")
    @APIResponse(responseCode = "200", description = "Shared again")
    @APIResponse(responseCode = "403", description = "SKILL_NOT_YOURS")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ShownView> undelete(@PathParam("slug") String slug) {
        return removals.undelete(access.writingAgent(), slug)
                .replaceWith(new ShownView(true, slug + " is shared again."));
    }

    private static RestResponse<PublishedView> answer(PublishService.Published done, SkillReader reader) {
        PublishedView view = PublishedView.of(done, reader);
        return done.isNew()
                ? RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
                        .header(
                                "Location",
                                "/api/v1/skills/" + view.version().skill() + "/versions/"
                                        + view.version().version())
                        .build()
                : RestResponse.ok(view);
    }
}
