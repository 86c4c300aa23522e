package dev.tidepool.social.brand;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The terms that the caller's organisation watches. */
@Path("/api/analytics/brand-terms")
@Tag(name = "Brands", description = "Terms and agents that an organisation watches")
class BrandTermResource {

    private final SocialAccess access;
    private final BrandService brands;

    BrandTermResource(SocialAccess access, BrandService brands) {
        this.access = access;
        this.brands = brands;
    }

    @GET
    @Operation(summary = "All terms of the organisation, with how often and in which mood they were said")
    @APIResponse(responseCode = "200", description = "In the order in which they were made")
    public Uni<BrandTermListView> list() {
        return brands.list(access.readingMember().organization()).map(BrandTermListView::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Watch a term",
            description = "Whole words, without case. Posts and comments from now on are looked at for it.")
    @APIResponse(responseCode = "201", description = "The term")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "409", description = "BRAND_TERM_EXISTS or BRAND_TERM_LIMIT_REACHED")
    public Uni<BrandTermView> create(@Nullable BrandTermRequest request) {
        Caller.Member member = access.writingMember();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with term.");
        }
        return brands.create(member, request).map(BrandTermView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Watch a term no longer",
            description = "Its mentions and the alert rules about it go with it.")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "BRAND_TERM_NOT_FOUND")
    public Uni<Void> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") TermId id) {
        return brands.delete(access.writingMember(), id);
    }

    @GET
    @Path("/{id}/mentions")
    @Operation(summary = "Posts and comments that say the term, the latest first")
    @APIResponse(responseCode = "200", description = "A page of mentions")
    @APIResponse(responseCode = "400", description = "The limit or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "BRAND_TERM_NOT_FOUND")
    public Uni<MentionListView> mentions(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("id") TermId id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return brands.mentions(
                access.readingMember().organization(), id, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }
}
