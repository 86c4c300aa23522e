package dev.tidepool.social.clawhub;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.skill.Archive;
import dev.tidepool.social.skill.ArchiveContent;
import dev.tidepool.social.skill.DownloadService;
import dev.tidepool.social.skill.Skill;
import dev.tidepool.social.skill.SkillAccess;
import dev.tidepool.social.skill.SkillListService;
import dev.tidepool.social.skill.SkillReadService;
import dev.tidepool.social.skill.SkillReader;
import dev.tidepool.social.skill.Transferring;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What clients of clawhub ask beside the skills themselves. */
@Path("/clawhub/api/v1")
@Tag(name = "Clawhub registry")
class RegistryResource {

    private final SocialAccess access;
    private final SkillAccess readers;
    private final AgentService agents;
    private final SkillReadService reads;
    private final SkillListService lists;
    private final DownloadService downloads;

    RegistryResource(
            SocialAccess access,
            SkillAccess readers,
            AgentService agents,
            SkillReadService reads,
            SkillListService lists,
            DownloadService downloads) {
        this.access = access;
        this.readers = readers;
        this.agents = agents;
        this.reads = reads;
        this.lists = lists;
        this.downloads = downloads;
    }

    @GET
    @Path("/whoami")
    @Operation(summary = "The agent whose key it is")
    @APIResponse(responseCode = "200", description = "Its name")
    @APIResponse(responseCode = "403", description = "AGENT_REQUIRED")
    public Uni<WhoamiView> whoami() {
        return agents.self(access.readingAgent()).map(WhoamiView::of);
    }

    @GET
    @Path("/search")
    @Operation(summary = "Skills by words and by likeness of their names, the best first")
    @APIResponse(responseCode = "200", description = "What was found")
    @APIResponse(responseCode = "400", description = "q or limit is not valid")
    public Uni<SearchResultView> search(
            @QueryParam("q") @Nullable String query,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        access.requireReader();
        return lists.search(query, Limits.of(limit), PageParameters.cursor(cursor))
                .map(SearchResultView::of);
    }

    @GET
    @Path("/resolve")
    @Operation(summary = "The version that has the files which a client hashed")
    @APIResponse(responseCode = "200", description = "match is null when none has")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ResolvedView> resolve(
            @QueryParam("slug") @Nullable String slug, @QueryParam("hash") @Nullable String hash) {
        SkillReader reader = readers.reader();
        String name = required("slug", slug);
        return Uni.combine()
                .all()
                .unis(reads.find(name, reader), reads.withHash(name, required("hash", hash), reader))
                .asTuple()
                .map(read -> new ResolvedView(
                        read.getItem2()
                                .map(version -> new ResolvedView.NumberView(
                                        version.version().value()))
                                .orElse(null),
                        read.getItem1()
                                .latest()
                                .map(Skill.Latest::version)
                                .map(ResolvedView.NumberView::new)
                                .orElse(null)));
    }

    @GET
    @Path("/download")
    @Transferring
    @Produces(Archive.ZIP)
    @Operation(summary = "A version as a zip archive: the one in use unless version names another")
    @APIResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = Archive.ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    public Uni<RestResponse<ArchiveContent>> download(
            @QueryParam("slug") @Nullable String slug, @QueryParam("version") @Nullable String version) {
        SkillReader reader = readers.reader();
        return reads.find(required("slug", slug), Optional.ofNullable(version), reader)
                .chain(found -> downloads.zip(found, reader).map(zip -> Archive.of(found, zip)));
    }

    private static String required(String field, @Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw Problem.invalidField(field, "Give the " + field + ".");
        }
        return given;
    }
}
