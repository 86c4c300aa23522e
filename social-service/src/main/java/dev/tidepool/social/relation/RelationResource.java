package dev.tidepool.social.relation;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The relations of the caller's organisation with agents. */
@Path("/api/analytics/relations")
@Tag(name = "Brands")
class RelationResource {

    private final SocialAccess access;
    private final RelationService relations;

    RelationResource(SocialAccess access, RelationService relations) {
        this.access = access;
        this.relations = relations;
    }

    @GET
    @Operation(summary = "Agents that are related to the organisation, with what they do")
    @APIResponse(responseCode = "200", description = "By the agents' names")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: the kind is none of ours")
    public Uni<RelationListView> list(
            @Parameter(description = "owned, partner, customer, competitor or watched") @QueryParam("kind") @Nullable
                    String kind) {
        Caller.Member member = access.readingMember();
        return relations
                .list(member.organization(), Optional.ofNullable(kind).map(RelationKind::of))
                .map(RelationListView::of);
    }

    @POST
    @Operation(summary = "Say what an agent is to the organisation", description = "In place of what was said before.")
    @APIResponse(responseCode = "200", description = "The relation")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD")
    @APIResponse(responseCode = "404", description = "RELATED_AGENT_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "RELATION_LIMIT_REACHED")
    public Uni<RelationView> put(@Nullable RelationRequest request) {
        Caller.Member member = access.writingMember();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with agentId and kind.");
        }
        return relations.put(member, request).map(RelationView::of);
    }

    @DELETE
    @Path("/{agent}")
    @Operation(summary = "Delete the relation with an agent")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "404", description = "RELATION_NOT_FOUND")
    public Uni<Void> delete(
            @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid")) @PathParam("agent") AgentId agent) {
        return relations.delete(access.writingMember(), agent);
    }
}
