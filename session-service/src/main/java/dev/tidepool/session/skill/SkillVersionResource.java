package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.skill.run.SkillError;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/skills/{name}/versions")
@Tag(name = "Skills")
@Produces(MediaType.APPLICATION_JSON)
class SkillVersionResource {

    private final CurrentCaller caller;
    private final VersionService versions;

    SkillVersionResource(CurrentCaller caller, VersionService versions) {
        this.caller = caller;
        this.versions = versions;
    }

    @GET
    @Operation(summary = "List a skill's versions, newest first", description = "Scope skills:read.")
    @APIResponse(responseCode = "200", description = "Those that are kept")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND: built-in skills have none either")
    public Uni<SkillVersionListView> list(@PathParam("name") String name) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        return versions.list(organization, SkillName.fromString(name))
                .map(all -> new SkillVersionListView(
                        all.stream().map(SkillVersionView::of).toList()));
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "Read a version, with what was found in it", description = "Scope skills:read.")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "404", description = "SKILL_VERSION_NOT_FOUND")
    public Uni<SkillVersionView> read(@PathParam("name") String name, @PathParam("version") String version) {
        OrganizationId organization = caller.memberWith("skills:read").organization();
        return versions.find(organization, SkillName.fromString(name), number(version))
                .map(SkillVersionView::of);
    }

    @POST
    @Path("/{version}/approve")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Let a version be used in spite of what was found in it",
            description = "Scope skills:write, and an owner. Approving again changes nothing.")
    @APIResponse(responseCode = "200", description = "The version, usable")
    @APIResponse(responseCode = "403", description = "FORBIDDEN: the caller is no owner")
    @APIResponse(responseCode = "404", description = "SKILL_VERSION_NOT_FOUND")
    public Uni<SkillVersionView> approve(@PathParam("name") String name, @PathParam("version") String version) {
        return versions.approve(caller.memberWith("skills:write"), SkillName.fromString(name), number(version))
                .map(SkillVersionView::of);
    }

    static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw Problem.notFound(SkillError.SKILL_VERSION_NOT_FOUND, text);
        }
        return Integer.parseInt(text);
    }
}
