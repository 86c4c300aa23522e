package dev.tidepool.session.skill;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillName;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/skills")
@Tag(name = "Skills", description = "What can be executed for an organisation: prompts, services, modules")
@Produces(MediaType.APPLICATION_JSON)
class SkillResource {

    private final CurrentCaller caller;
    private final SkillService skills;
    private final VersionService versions;
    private final InstallService installations;

    SkillResource(CurrentCaller caller, SkillService skills, VersionService versions, InstallService installations) {
        this.caller = caller;
        this.skills = skills;
        this.versions = versions;
        this.installations = installations;
    }

    @GET
    @Operation(
            summary = "List the skills",
            description = "Scope skills:read. By name: those that ship with the service and the organisation's own.")
    @APIResponse(responseCode = "200", description = "All of them")
    public Uni<SkillListView> list() {
        return skills.list(caller.memberWith("skills:read").organization())
                .map(all -> new SkillListView(all.stream().map(SkillView::of).toList()));
    }

    @POST
    @Consumes({"application/zip", MediaType.APPLICATION_OCTET_STREAM})
    @Operation(
            summary = "Upload a skill",
            description =
                    "Scope skills:write. A zip archive with a SKILL.md at its top or in its only folder: at most 256"
                            + " files, 1 MiB each, 8 MiB unpacked, no links. A name that is there gets another version; the"
                            + " same files again change nothing. A version in which something is found is not used before an"
                            + " owner approves it.")
    @APIResponse(responseCode = "200", description = "The newest version has the same files")
    @APIResponse(responseCode = "201", description = "A new version")
    @APIResponse(responseCode = "400", description = "ARCHIVE_REFUSED, SKILL_MALFORMED")
    @APIResponse(responseCode = "409", description = "SKILL_NAME_TAKEN, SKILL_LIMIT_REACHED")
    @APIResponse(
            responseCode = "503",
            description = "SKILL_BUSY: too many uploads at once, or another of the organisation")
    public Uni<RestResponse<SkillVersionView>> upload(byte[] archive) {
        Caller.Member member = caller.memberWith("skills:write");
        return versions.upload(member, archive).map(SkillResource::answer);
    }

    @POST
    @Path("/install")
    @Operation(
            summary = "Install a skill that agents share",
            description =
                    "Scopes skills:write and social:read. The files are held against the content hash, and then taken as an"
                            + " upload: looked through, and not used before an owner approves what is found.")
    @APIResponse(responseCode = "200", description = "The newest version has the same files")
    @APIResponse(responseCode = "201", description = "A new version; source says where it is from")
    @APIResponse(responseCode = "400", description = "A field breaks a rule, or ARCHIVE_REFUSED, SKILL_MALFORMED")
    @APIResponse(responseCode = "403", description = "FORBIDDEN: a scope is missing")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND: it is not shared")
    @APIResponse(
            responseCode = "409",
            description = "SKILL_NOT_APPROVED, SKILL_HASH_DIFFERS, SKILL_NAME_TAKEN, SKILL_LIMIT_REACHED")
    @APIResponse(
            responseCode = "502",
            description = "SKILL_HASH_MISMATCH: what came is not what was offered; nothing is stored")
    @APIResponse(responseCode = "503", description = "SKILL_SOURCE_UNAVAILABLE, SKILL_BUSY")
    public Uni<RestResponse<SkillVersionView>> install(
            @Nullable InstallRequest request, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        Caller.Member member = caller.memberWith("skills:write");
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with skill and, if you wish, version and contentHash.");
        }
        return installations.install(member, request, authorization).map(SkillResource::answer);
    }

    @GET
    @Path("/{name}")
    @Operation(
            summary = "Read a skill",
            description = "Scope skills:read. What its SKILL.md says, and what it needs that is not there.")
    @APIResponse(responseCode = "200", description = "The skill")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SkillDetailView> read(@PathParam("name") String name) {
        Caller.Member member = caller.memberWith("skills:read");
        return skills.find(member.organization(), SkillName.fromString(name)).map(SkillDetailView::of);
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Delete a skill and all its versions", description = "Scope skills:write.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SKILL_NAME_TAKEN: it ships with the service; disable it")
    public Uni<Void> delete(@PathParam("name") String name) {
        return skills.delete(caller.memberWith("skills:write"), SkillName.fromString(name));
    }

    @POST
    @Path("/{name}/enable")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Switch a skill on", description = "Scope skills:write.")
    @APIResponse(responseCode = "200", description = "The skill")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SkillDetailView> enable(@PathParam("name") String name) {
        Caller.Member member = caller.memberWith("skills:write");
        return skills.enable(member, SkillName.fromString(name)).map(SkillDetailView::of);
    }

    @POST
    @Path("/{name}/disable")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Switch a skill off",
            description = "Scope skills:write. For the whole organisation; a built-in one too.")
    @APIResponse(responseCode = "200", description = "The skill")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<SkillDetailView> disable(@PathParam("name") String name) {
        Caller.Member member = caller.memberWith("skills:write");
        return skills.disable(member, SkillName.fromString(name)).map(SkillDetailView::of);
    }

    private static RestResponse<SkillVersionView> answer(VersionService.Uploaded uploaded) {
        SkillVersionView view = SkillVersionView.of(uploaded.version());
        return switch (uploaded) {
            case VersionService.Uploaded.Stored stored ->
                RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
                        .header("Location", "/v1/skills/" + view.skill() + "/versions/" + view.version())
                        .build();
            case VersionService.Uploaded.Repeated repeated -> RestResponse.ok(view);
        };
    }
}
