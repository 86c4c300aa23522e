package dev.tidepool.session.send;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}")
@Tag(name = "Agent to agent", description = "Sessions that speak to each other")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SendResource {

    private final CurrentCaller caller;
    private final SendService sends;
    private final SenderService senders;
    private final SendConfig limits;

    SendResource(CurrentCaller caller, SendService sends, SenderService senders, SendConfig limits) {
        this.caller = caller;
        this.sends = sends;
        this.senders = senders;
        this.limits = limits;
    }

    @POST
    @Path("/send")
    @Operation(
            summary = "Say something to another session, whose model answers",
            description =
                    "Scopes sessions:write and chat:write. The receiver must have this session among its senders. It sees"
                            + " the message marked as another session's, not its user's.")
    @APIResponse(responseCode = "200", description = "`ok` with the reply, or `failed` with the error")
    @APIResponse(responseCode = "202", description = "`accepted` with timeoutSeconds 0, or `timeout`")
    @APIResponse(responseCode = "403", description = "SEND_NOT_ALLOWED")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND: the sender or the receiver")
    @APIResponse(responseCode = "409", description = "SEND_LOOP, SEND_TOO_DEEP, SESSION_CLOSED, SESSION_EXPIRED")
    @APIResponse(responseCode = "429", description = "SEND_TOO_OFTEN; TOO_MANY_TASKS")
    public Uni<RestResponse<SendView>> send(@PathParam("id") String id, @Nullable SendMessage body) {
        Caller.Member member = caller.memberWith("sessions:write").requireScope("chat:write");
        SessionId from = SessionId.fromString(id);
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with to and message.");
        }
        SendMessage.Wanted wanted = body.wanted(limits);
        return sends.send(member, from, wanted)
                .map(task -> SendView.of(task, wanted.to().value(), wanted.timeout()))
                .map(SendResource::answer);
    }

    private static RestResponse<SendView> answer(SendView view) {
        boolean isOver = view.status().equals("ok") || view.status().equals("failed");
        return RestResponse.status(isOver ? RestResponse.Status.OK : RestResponse.Status.ACCEPTED, view);
    }

    @GET
    @Path("/senders")
    @Operation(summary = "List who may speak to the session", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "The permissions of those who may, and what was offered to whom")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public Uni<SenderListView> senders(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        return senders.senders(organization, SessionId.fromString(id)).map(SenderListView::of);
    }

    @POST
    @Path("/senders")
    @Operation(
            summary = "Let somebody speak to the session",
            description =
                    "Scope sessions:write. A session of the same organisation at once; another organisation must accept,"
                            + " and to offer it takes an owner or an administrator.")
    @APIResponse(responseCode = "201", description = "The permission, `active` or `offered`")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND: one of the two")
    @APIResponse(responseCode = "409", description = "SENDER_EXISTS, TOO_MANY_SENDERS")
    public Uni<RestResponse<SenderView>> add(@PathParam("id") String id, @Nullable AddSender body) {
        Caller.Member member = caller.memberWith("sessions:write");
        SessionId session = SessionId.fromString(id);
        if (body == null || (body.sessionId() == null) == (body.organizationId() == null)) {
            throw Problem.badRequest("Send a JSON object with either sessionId or organizationId.");
        }
        Uni<Sender> added = body.sessionId() == null
                ? senders.offer(
                        member.requireScope("chat:write"),
                        session,
                        other(member, String.valueOf(body.organizationId())))
                : senders.allow(member, session, SessionId.fromString(body.sessionId()));
        return added.map(sender -> RestResponse.status(RestResponse.Status.CREATED, SenderView.of(sender)));
    }

    private static OrganizationId other(Caller.Member member, String text) {
        try {
            OrganizationId other = OrganizationId.fromString(text);
            if (!other.equals(member.organization())) {
                return other;
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below, as one's own.
        }
        throw Problem.invalidField("organizationId", "organizationId must be the id of another organisation.");
    }

    @DELETE
    @Path("/senders/{sender}")
    @Operation(
            summary = "Take a permission back",
            description = "Scope sessions:write. Either side may: the id is that of its own session.")
    @APIResponse(responseCode = "204", description = "Taken back")
    @APIResponse(responseCode = "404", description = "SENDER_NOT_FOUND")
    public Uni<Void> remove(@PathParam("id") String id, @PathParam("sender") String sender) {
        OrganizationId organization = caller.memberWith("sessions:write").organization();
        return senders.remove(organization, SessionId.fromString(id), SenderId.fromString(sender));
    }

    @GET
    @Path("/receivers")
    @Operation(summary = "List to whom the session may speak", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "The permissions that the session has of others")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public Uni<SenderListView> receivers(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        return senders.receivers(organization, SessionId.fromString(id)).map(SenderListView::of);
    }

    @POST
    @Path("/receivers/{sender}/accept")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Accept that the session may speak to one of another organisation",
            description = "Scope sessions:write, as an owner or an administrator.")
    @APIResponse(responseCode = "200", description = "The permission, active")
    @APIResponse(
            responseCode = "404",
            description = "SENDER_NOT_FOUND: nothing of this id was offered; SESSION_NOT_FOUND")
    public Uni<SenderView> accept(@PathParam("id") String id, @PathParam("sender") String sender) {
        Caller.Member member = caller.memberWith("sessions:write");
        return senders.accept(member, SessionId.fromString(id), SenderId.fromString(sender))
                .map(SenderView::of);
    }
}
