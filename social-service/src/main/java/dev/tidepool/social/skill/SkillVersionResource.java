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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Versions of shared skills. */
@Path("/api/v1/skills/{slug}/versions")
@Tag(name = "Shared skills")
class SkillVersionResource {

    private final SkillAccess readers;
    private final SkillReadService reads;
    private final ReleaseService releases;

    SkillVersionResource(SkillAccess readers, SkillReadService reads, ReleaseService releases) {
        this.readers = readers;
        this.reads = reads;
        this.releases = releases;
    }

    @GET
    @Operation(summary = "Versions of a skill, the highest first")
    @APIResponse(responseCode = "200", description = "A page of versions")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND")
    public Uni<VersionListView> list(
            @PathParam("slug") String slug,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        SkillReader reader = readers.reader();
        return reads.versions(slug, reader, PageParameters.limit(limit), PageParameters.cursor(cursor))
                .map(read -> VersionListView.of(slug, read, reader));
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One version, with what was found in it")
    @APIResponse(responseCode = "200", description = "The version")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    public Uni<VersionDetailView> get(@PathParam("slug") String slug, @PathParam("version") String version) {
        SkillReader reader = readers.reader();
        return reads.find(slug, Optional.of(version), reader)
                .map(found -> new VersionDetailView(true, VersionView.of(slug, found.version(), reader)));
    }

    @POST
    @Path("/{version}/release")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Let a version be used in spite of what was found in it",
            description = "For platform moderators: those of the organisations that the operator names.")
    @APIResponse(responseCode = "200", description = "The version, published")
    @APIResponse(responseCode = "403", description = "SKILL_MODERATOR_REQUIRED")
    @APIResponse(responseCode = "404", description = "SKILL_NOT_FOUND or SKILL_VERSION_NOT_FOUND")
    public Uni<VersionDetailView> release(@PathParam("slug") String slug, @PathParam("version") String version) {
        SkillReader moderator = readers.writer();
        return releases.release(moderator, readers.acting(), slug, version)
                .map(released -> new VersionDetailView(true, VersionView.of(slug, released, moderator)));
    }
}
