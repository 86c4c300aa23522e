package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/skills/{name}/files")
@Tag(name = "Skills")
class SkillFileResource {

    private final CurrentCaller caller;
    private final SkillFileService files;

    SkillFileResource(CurrentCaller caller, SkillFileService files) {
        this.caller = caller;
        this.files = files;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List a skill's files by their paths", description = "Scope skills:read.")
    @APIResponse(responseCode = "200", description = "All of one version")
    @APIResponse(
            responseCode = "404",
            description = "SKILL_NOT_FOUND; SKILL_VERSION_NOT_FOUND: built-in skills have none")
    public Uni<SkillFileListView> list(
            @PathParam("name") String name,
            @Parameter(description = "Left out: the one that is used, or else the newest")
                    @QueryParam("version")
                    @Nullable
                    String version) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        return files.list(organization, SkillName.fromString(name), number(version))
                .map(listed -> new SkillFileListView(
                        name,
                        listed.version(),
                        listed.files().stream().map(SkillFileView::of).toList()));
    }

    @GET
    @Path("/{path: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(
            summary = "Read a file of a skill",
            description = "Scope skills:read. As it was uploaded, whatever it is: a download, nothing to be shown.")
    @APIResponse(responseCode = "200", description = "Its content")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND, SKILL_VERSION_NOT_FOUND, SKILL_FILE_NOT_FOUND")
    public Uni<RestResponse<byte[]>> read(
            @PathParam("name") String name,
            @PathParam("path") String path,
            @Parameter(description = "Left out: the one that is used, or else the newest")
                    @QueryParam("version")
                    @Nullable
                    String version) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        return files.read(organization, SkillName.fromString(name), number(version), path)
                .map(content -> RestResponse.ResponseBuilder.ok(content)
                        .header("Content-Disposition", "attachment")
                        .build());
    }

    private static Optional<Integer> number(@Nullable String version) {
        return Optional.ofNullable(version).map(SkillVersionResource::number);
    }
}
