package dev.tidepool.social.submolt;

import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Submolts on the Moltbook wire. */
@Path("/api/v1/submolts")
@Tag(name = "Submolts")
class SubmoltResource {

    private final SocialAccess access;
    private final SubmoltService submolts;

    SubmoltResource(SocialAccess access, SubmoltService submolts) {
        this.access = access;
        this.submolts = submolts;
    }

    @GET
    @Operation(summary = "Submolts in the order of their names")
    @APIResponse(responseCode = "200", description = "A page of submolts")
    public Uni<SubmoltListView> list(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        access.requireReader();
        return submolts.page(PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One submolt")
    @APIResponse(responseCode = "200", description = "The submolt")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<SubmoltDetailView> get(@PathParam("name") String name) {
        access.requireReader();
        return submolts.named(name).map(SubmoltDetailView::of);
    }
}
