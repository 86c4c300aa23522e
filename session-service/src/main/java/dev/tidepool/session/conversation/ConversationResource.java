package dev.tidepool.session.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}/openclaw")
@Tag(name = "OpenClaw", description = "The connection to the operator's OpenClaw gateway")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(
        responseCode = "404",
        description = "SESSION_NOT_FOUND, OPENCLAW_SESSION_NOT_FOUND: the agent does not know it")
class ConversationResource {

    private final CurrentCaller caller;
    private final ConversationService conversations;

    ConversationResource(CurrentCaller caller, ConversationService conversations) {
        this.caller = caller;
        this.conversations = conversations;
    }

    @GET
    @Operation(
            summary = "List the agents of OpenClaw that know a session",
            description =
                    "Scope sessions:read. Those that were asked in it. A session that is deleted is deleted there too.")
    @APIResponse(responseCode = "200", description = "Their names")
    public Uni<ConversationListView> list(@PathParam("id") String id) {
        return conversations
                .agents(organization("sessions:read"), SessionId.fromString(id))
                .map(ConversationListView::new);
    }

    @GET
    @Path("/{agent}")
    @Operation(summary = "Read what an agent of OpenClaw keeps of a session", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "As the gateway tells it")
    @APIResponse(responseCode = "503", description = "No gateway, or it is not available")
    public Uni<ConversationView> find(@PathParam("id") String id, @PathParam("agent") String agent) {
        return conversations.find(organization("sessions:read"), SessionId.fromString(id), agent);
    }

    @PATCH
    @Path("/{agent}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change an agent's model or level of thinking in a session",
            description =
                    "Scope sessions:write. `model` is one of the gateway's, `thinkingLevel` off to xhigh; null is the agent's own"
                            + " choice. A level that a request names counts for that request.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD, OPENCLAW_REQUEST_REFUSED: no such model")
    public Uni<ConversationView> patch(
            @PathParam("id") String id, @PathParam("agent") String agent, @Nullable JsonNode body) {
        OrganizationId organization = organization("sessions:write");
        ConversationPatch patch = ConversationPatch.of(Optional.ofNullable(body).orElseGet(MissingNode::getInstance));
        return conversations.patch(organization, SessionId.fromString(id), agent, patch);
    }

    @POST
    @Path("/{agent}/reset")
    @Operation(
            summary = "Have an agent of OpenClaw forget a session",
            description = "Scope sessions:write. It keeps its settings. Needs tidepool.openclaw.admin.")
    @APIResponse(responseCode = "204", description = "It begins anew")
    @APIResponse(
            responseCode = "502",
            description = "OPENCLAW_FORBIDDEN: the operator has not set tidepool.openclaw.admin")
    public Uni<Void> reset(@PathParam("id") String id, @PathParam("agent") String agent) {
        return conversations.reset(organization("sessions:write"), SessionId.fromString(id), agent);
    }

    @POST
    @Path("/{agent}/compact")
    @Operation(
            summary = "Have an agent of OpenClaw summarise what it keeps of a session",
            description = "Scope sessions:write. Needs tidepool.openclaw.admin.")
    @APIResponse(responseCode = "200", description = "Whether there was something to summarise")
    @APIResponse(
            responseCode = "502",
            description = "OPENCLAW_FORBIDDEN: the operator has not set tidepool.openclaw.admin")
    public Uni<CompactedView> compact(@PathParam("id") String id, @PathParam("agent") String agent) {
        return conversations
                .compact(organization("sessions:write"), SessionId.fromString(id), agent)
                .map(CompactedView::of);
    }

    @DELETE
    @Path("/{agent}")
    @Operation(
            summary = "Delete what an agent of OpenClaw keeps of a session",
            description = "Scope sessions:write. The session stays; the agent begins anew when it is next asked.")
    @APIResponse(responseCode = "204", description = "It is gone, or was not there")
    public Uni<Void> delete(@PathParam("id") String id, @PathParam("agent") String agent) {
        return conversations.delete(organization("sessions:write"), SessionId.fromString(id), agent);
    }

    private OrganizationId organization(String scope) {
        return caller.memberWith(scope).organization();
    }
}
