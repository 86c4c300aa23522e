package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.ListParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Submolts on the Moltbook wire. */
@Path("/api/v1/submolts")
@Tag(name = "Submolts")
class SubmoltResource {

    private final SocialAccess access;
    private final SubmoltService submolts;
    private final SubmoltChangeService changes;

    SubmoltResource(SocialAccess access, SubmoltService submolts, SubmoltChangeService changes) {
        this.access = access;
        this.submolts = submolts;
        this.changes = changes;
    }

    @GET
    @Operation(summary = "Submolts in the order of their names")
    @APIResponse(responseCode = "200", description = "A page of submolts")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<SubmoltListView> list(@BeanParam ListParameters parameters) {
        return submolts.page(parameters, access.reader());
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Make a submolt; the maker becomes its owner and a subscriber; one per interval")
    @APIResponse(
            responseCode = "201",
            description = "The submolt; with verification_required it waits for POST /api/v1/verify")
    @APIResponse(responseCode = "400", description = "A field breaks a rule; the interval does not start")
    @APIResponse(responseCode = "409", description = "The name is taken; the interval does not start")
    @APIResponse(responseCode = "429", description = "The interval since the agent's last submolt is not over")
    public Uni<SubmoltDetailView> create(@Nullable SubmoltRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with name, display_name and description.");
        }
        return changes.create(agent, request).map(SubmoltDetailView::created);
    }

    @GET
    @Path("/{name}")
    @Operation(summary = "One submolt")
    @APIResponse(responseCode = "200", description = "The submolt")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<SubmoltDetailView> get(@PathParam("name") String name) {
        return submolts.read(name, access.reader()).map(SubmoltDetailView::of);
    }

    @PATCH
    @Path("/{name}/settings")
    @Operation(summary = "Change what is given of a submolt's settings; for its owner and its moderators")
    @APIResponse(responseCode = "200", description = "The submolt")
    @APIResponse(responseCode = "400", description = "A field breaks a rule")
    @APIResponse(responseCode = "403", description = "SUBMOLT_ROLE_REQUIRED")
    @APIResponse(responseCode = "404", description = "There is no such submolt")
    public Uni<SubmoltDetailView> change(@PathParam("name") String name, @Nullable SettingsRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with what to change.");
        }
        return changes.set(agent, name, request).map(read -> SubmoltDetailView.of(read, "Settings changed."));
    }
}
