package dev.tidepool.session.message;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}/messages")
@Tag(name = "Messages", description = "What was said in a session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class MessageResource {

    private final CurrentCaller caller;
    private final MessageService messages;
    private final MessageConfig limits;
    private final MessagePages pages;

    MessageResource(CurrentCaller caller, MessageService messages, MessageConfig limits, MessagePages pages) {
        this.caller = caller;
        this.messages = messages;
        this.limits = limits;
        this.pages = pages;
    }

    @POST
    @Operation(summary = "Append a message", description = "Scope sessions:write.")
    @APIResponse(responseCode = "201", description = "The message in its place")
    @APIResponse(responseCode = "200", description = "The message an earlier request with this idempotency key stored")
    @APIResponse(responseCode = "403", description = "QUOTA_EXCEEDED: the month's messages are used, see `resetsAt`")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED, SESSION_EXPIRED or IDEMPOTENCY_KEY_REUSED")
    public Uni<RestResponse<MessageView>> append(@PathParam("id") String id, @Nullable AppendMessage body) {
        Caller.Member member = caller.memberWith("sessions:write");
        if (body == null) {
            throw Problem.badRequest("Send a JSON object with role and content.");
        }
        return messages.append(member, SessionId.fromString(id), body.draft(limits))
                .map(MessageResource::answer);
    }

    @GET
    @Operation(
            summary = "Read a session's messages",
            description = "Scope sessions:read. A page that passes 1 MB ends there, and has a nextCursor.")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "200", description = "A page; nextCursor is null on the last one")
    public Uni<MessagePageView> list(
            @PathParam("id") String id,
            @Parameter(description = "asc (default) or desc") @QueryParam("order") @Nullable String order,
            @Parameter(description = "1 to 100, default 25") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId session = SessionId.fromString(id);
        MessageOrder direction = MessageOrder.ofWireName(order);
        return pages.list(organization, session, direction, PageLimit.parse(limit), Optional.ofNullable(cursor));
    }

    private static RestResponse<MessageView> answer(MessageService.Appended appended) {
        RestResponse.Status status = switch (appended) {
            case MessageService.Appended.Stored stored -> RestResponse.Status.CREATED;
            case MessageService.Appended.Repeated repeated -> RestResponse.Status.OK;
        };
        return RestResponse.status(status, MessageView.of(appended.message()));
    }
}
