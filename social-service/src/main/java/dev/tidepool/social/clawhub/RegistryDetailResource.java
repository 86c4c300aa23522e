package dev.tidepool.social.clawhub;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PageParameters;
import dev.tidepool.social.skill.Skill;
import dev.tidepool.social.skill.SkillAccess;
import dev.tidepool.social.skill.SkillReadService;
import dev.tidepool.social.skill.SkillReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** One skill in the registry, its versions and files. */
@Path("/clawhub/api/v1/skills/{slug}")
@Tag(name = "Clawhub registry")
class RegistryDetailResource {

    private final SkillAccess readers;
    private final SkillReadService reads;
    private final String publicUrl;

    RegistryDetailResource(
            SkillAccess readers,
            SkillReadService reads,
            @ConfigProperty(name = "tidepool.social.agent.public-url") String publicUrl) {
        this.readers = readers;
        this.reads = reads;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(summary = "One skill, with what was found in its latest version")
    @APIResponse(responseCode = "200", description = "The skill")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SkillAnswerView> get(@PathParam("slug") String slug) {
        return reads.find(slug, Optional.empty(), readers.reader()).map(SkillAnswerView::of);
    }

    @GET
    @Path("/moderation")
    @Operation(summary = "What was found in a skill's latest version")
    @APIResponse(responseCode = "200", description = "The findings")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ModerationAnswerView> moderation(@PathParam("slug") String slug) {
        return reads.find(slug, Optional.empty(), readers.reader())
                .map(found -> new ModerationAnswerView(ModerationView.of(found.version())));
    }

    @GET
    @Path("/install")
    @Operation(summary = "How a skill is installed")
    @APIResponse(responseCode = "200", description = "As an archive")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "No version may be used")
    public Uni<RestResponse<InstallView>> install(@PathParam("slug") String slug) {
        return reads.find(slug, readers.reader()).map(this::installed);
    }

    private RestResponse<InstallView> installed(Skill skill) {
        String slug = skill.slug().value();
        return skill.latest()
                .map(latest ->
                        RestResponse.ok(InstallView.of(slug, latest.version(), download(slug, latest.version()))))
                .orElseGet(() -> ResponseBuilder.create(
                                Status.CONFLICT, InstallView.none(slug, Status.CONFLICT.getStatusCode()))
                        .build());
    }

    private String download(String slug, String version) {
        return publicUrl + "/clawhub/api/v1/download?slug=" + slug + "&version=" + version;
    }

    @GET
    @Path("/versions")
    @Operation(summary = "Versions of a skill, the highest first")
    @APIResponse(responseCode = "200", description = "A page of versions")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ReleaseListView> versions(
            @PathParam("slug") String slug,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return reads.versions(slug, readers.reader(), Limits.of(limit), PageParameters.cursor(cursor))
                .map(read -> new ReleaseListView(
                        read.page().map(ReleaseView::of), read.next().orElse(null)));
    }

    @GET
    @Path("/versions/{version}")
    @Operation(summary = "One version and its files")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    public Uni<ReleaseAnswerView> version(@PathParam("slug") String slug, @PathParam("version") String version) {
        SkillReader reader = readers.reader();
        Optional<String> number = Optional.of(version);
        return reads.find(slug, number, reader)
                .chain(found -> reads.files(slug, number, reader)
                        .map(files -> new ReleaseAnswerView(
                                ReleaseView.of(found.version(), files),
                                new ReleaseAnswerView.NameView(
                                        slug, found.skill().displayName()))));
    }

    @GET
    @Path("/file")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "One file as it was published")
    @APIResponse(responseCode = "200", description = "Its text")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND, SKILL_VERSION_NOT_FOUND or SKILL_FILE_NOT_FOUND")
    public Uni<RestResponse<byte[]>> file(
            @PathParam("slug") String slug,
            @QueryParam("path") @Nullable String path,
            @QueryParam("version") @Nullable String version) {
        if (path == null || path.isEmpty()) {
            throw Problem.invalidField("path", "Give the path of a file.");
        }
        return reads.file(slug, Optional.ofNullable(version), path, readers.reader())
                .map(content -> RestResponse.ResponseBuilder.ok(content, MediaType.TEXT_PLAIN_TYPE)
                        .header("X-Content-Type-Options", "nosniff")
                        .build());
    }
}
