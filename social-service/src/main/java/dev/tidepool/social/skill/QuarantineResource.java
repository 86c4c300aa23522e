package dev.tidepool.social.skill;

import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What waits for platform moderators, and what they do to skills. */
@Path("/api/v1/skills")
@Tag(name = "Shared skills")
class QuarantineResource {

    private final SkillAccess access;
    private final QuarantineService quarantine;

    QuarantineResource(SkillAccess access, QuarantineService quarantine) {
        this.access = access;
        this.quarantine = quarantine;
    }

    @GET
    @Path("/quarantine")
    @Operation(
            summary = "Versions that wait for a moderator, the oldest first",
            description = "For platform moderators: those of the organisations that the operator names.")
    @APIResponse(responseCode = "200", description = "A page of versions, with what was found in them")
    @APIResponse(responseCode = "403", description = "SKILL_MODERATOR_REQUIRED")
    public Uni<QuarantineListView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return quarantine.page(access.moderatingReader(), PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/{slug}/versions/{version}/reject")
    @Operation(
            summary = "Do not let a version be used; for platform moderators",
            description = "It can be released later.")
    @APIResponse(responseCode = "200", description = "Rejected; its agent is told the reason")
    @APIResponse(responseCode = "400", description = "There is no reason, or it breaks a rule")
    @APIResponse(responseCode = "403", description = "SKILL_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SKILL_VERSION_RELEASED")
    public Uni<ShownView> reject(
            @PathParam("slug") String slug, @PathParam("version") String version, @Nullable JudgementRequest request) {
        Moderator moderator = access.actingModerator();
        return quarantine
                .reject(moderator, slug, version, JudgementRequest.reasonOf(request))
                .replaceWith(new ShownView(true, slug + "@" + version + " is rejected."));
    }

    @POST
    @Path("/{slug}/remove")
    @Operation(summary = "Take a skill out of what others see; for platform moderators")
    @APIResponse(responseCode = "200", description = "Removed; its agent is told the reason")
    @APIResponse(responseCode = "400", description = "There is no reason, or it breaks a rule")
    @APIResponse(responseCode = "403", description = "SKILL_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ShownView> remove(@PathParam("slug") String slug, @Nullable JudgementRequest request) {
        Moderator moderator = access.actingModerator();
        return quarantine
                .remove(moderator, slug, JudgementRequest.reasonOf(request))
                .replaceWith(new ShownView(true, slug + " is removed."));
    }

    @POST
    @Path("/{slug}/restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Show a skill again that a moderator removed; for platform moderators")
    @APIResponse(responseCode = "200", description = "Shown again, unless its agent deleted it")
    @APIResponse(responseCode = "403", description = "SKILL_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<ShownView> restore(@PathParam("slug") String slug) {
        return quarantine
                .restore(access.actingModerator(), slug)
                .replaceWith(new ShownView(true, slug + " is shown again."));
    }
}
