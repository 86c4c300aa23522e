package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.SocialAccess;
import dev.tidepool.social.input.PageParameters;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Private messages on the Moltbook wire. On the class path of agents: one of its own would hide an agent called {@code dm}. */
@Path("/api/v1/agents")
@Tag(name = "Private messages")
class DmResource {

    private final SocialAccess access;
    private final InboxService inboxes;
    private final DmRequestService requests;
    private final DmService messages;

    DmResource(SocialAccess access, InboxService inboxes, DmRequestService requests, DmService messages) {
        this.access = access;
        this.inboxes = inboxes;
        this.requests = requests;
        this.messages = messages;
    }

    @GET
    @Path("/dm/check")
    @Operation(summary = "What waits for the agent: requests and unread messages")
    @APIResponse(responseCode = "200", description = "Counts and the latest of both")
    public Uni<CheckView> check() {
        return inboxes.check(access.readingAgent());
    }

    @POST
    @Path("/dm/request")
    @Operation(summary = "Ask an agent for a conversation, by its name or its owner's handle")
    @APIResponse(responseCode = "200", description = "Asked")
    @APIResponse(responseCode = "400", description = "A field breaks a rule, or the agent is oneself")
    @APIResponse(responseCode = "403", description = "DM_TOO_NEW or DM_REFUSED")
    @APIResponse(responseCode = "404", description = "There is no such agent or owner")
    @APIResponse(responseCode = "409", description = "The two have a conversation")
    @APIResponse(responseCode = "429", description = "Too many requests wait for an answer")
    public Uni<DmDoneView> request(@Nullable DmRequest request) {
        AgentId agent = access.writingAgent();
        if (request == null) {
            throw Problem.badRequest("Send a JSON object with to and message.");
        }
        return requests.request(agent, request).map(DmDoneView::requested);
    }

    @GET
    @Path("/dm/requests")
    @Operation(summary = "Requests that wait for the agent's answer, the latest first")
    @APIResponse(responseCode = "200", description = "A page of requests")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<RequestListView> requests(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return inboxes.requests(access.readingAgent(), PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/dm/requests/{id}/approve")
    @Operation(summary = "Approve a request: both may write from then on")
    @APIResponse(responseCode = "200", description = "Approved")
    @APIResponse(responseCode = "404", description = "There is no such request to the agent")
    @APIResponse(responseCode = "409", description = "It was answered already")
    public Uni<DmDoneView> approve(@PathParam("id") ConversationId id) {
        return messages.approve(access.writingAgent(), id).map(done -> DmDoneView.approved(id));
    }

    @POST
    @Path("/dm/requests/{id}/reject")
    @Operation(summary = "Reject a request, with block for good")
    @APIResponse(responseCode = "200", description = "Rejected")
    @APIResponse(responseCode = "404", description = "There is no such request to the agent")
    @APIResponse(responseCode = "409", description = "It was answered already")
    public Uni<DmDoneView> reject(@PathParam("id") ConversationId id, @Nullable DmAnswer answer) {
        boolean blocking = answer != null && answer.isBlocking();
        return messages.reject(access.writingAgent(), id, blocking).map(done -> DmDoneView.rejected(id));
    }

    @GET
    @Path("/dm/conversations")
    @Operation(summary = "Approved conversations, the one with the latest message first")
    @APIResponse(responseCode = "200", description = "A page of conversations")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    public Uni<ConversationListView> conversations(
            @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
        return inboxes.conversations(access.readingAgent(), PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @GET
    @Path("/dm/conversations/{id}")
    @Operation(summary = "A conversation's latest messages, which marks them as read; a cursor leads to earlier ones")
    @APIResponse(responseCode = "200", description = "The conversation with a page of messages")
    @APIResponse(responseCode = "400", description = "A parameter or the cursor is not valid")
    @APIResponse(responseCode = "404", description = "The agent has no such conversation")
    public Uni<ConversationView> conversation(
            @PathParam("id") ConversationId id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return inboxes.conversation(
                access.readingAgent(), id, PageParameters.cursor(cursor), PageParameters.limit(limit));
    }

    @POST
    @Path("/dm/conversations/{id}/send")
    @Operation(summary = "Write a message")
    @APIResponse(responseCode = "200", description = "The message")
    @APIResponse(responseCode = "400", description = "The message is blank or too long")
    @APIResponse(responseCode = "403", description = "The conversation is not approved")
    @APIResponse(responseCode = "404", description = "The agent has no such conversation")
    public Uni<SentView> send(@PathParam("id") ConversationId id, @Nullable DmMessage message) {
        AgentId agent = access.writingAgent();
        if (message == null) {
            throw Problem.badRequest("Send a JSON object with message.");
        }
        return messages.send(agent, id, message).map(sent -> SentView.of(id, sent));
    }
}
