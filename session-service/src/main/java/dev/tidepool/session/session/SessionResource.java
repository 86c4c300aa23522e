package dev.tidepool.session.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.model.ModelRouter;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions")
@Tag(name = "Sessions", description = "Conversations with an end in time")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class SessionResource {

    private final CurrentCaller caller;
    private final SessionService sessions;
    private final SessionConfig limits;
    private final SessionPages pages;
    private final ModelRouter model;
    private final SessionHistory history;
    private final ObjectMapper mapper;

    SessionResource(
            CurrentCaller caller,
            SessionService sessions,
            SessionConfig limits,
            SessionPages pages,
            ModelRouter model,
            SessionHistory history,
            ObjectMapper mapper) {
        this.caller = caller;
        this.sessions = sessions;
        this.limits = limits;
        this.pages = pages;
        this.model = model;
        this.history = history;
        this.mapper = mapper;
    }

    @POST
    @Operation(
            summary = "Create a session",
            description = "Scope sessions:write. Every member of the body is optional.")
    @APIResponse(responseCode = "201", description = "The session; Location names it")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: a limit was passed, named in `field`")
    @APIResponse(
            responseCode = "403",
            description = "QUOTA_EXCEEDED: the tier allows no more this month (`resetsAt`), or no more at once")
    public Uni<RestResponse<SessionView>> create(@Nullable CreateSession body) {
        Caller.Member member = caller.memberWith("sessions:write");
        CreateSession wanted = body == null ? CreateSession.EMPTY : body;
        return sessions.create(member, wanted.settings(limits, model.defaultModel()), wanted.ttl(limits))
                .map(created -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, SessionView.of(created))
                        .header("Location", "/v1/sessions/" + created.id())
                        .build());
    }

    @GET
    @Operation(summary = "List the organisation's sessions, newest first", description = "Scope sessions:read.")
    public Uni<SessionPageView> list(
            @Parameter(description = "active, idle, closed or expired") @QueryParam("status") @Nullable String status,
            @Parameter(description = "Only sessions with exactly this label") @QueryParam("label") @Nullable
                    String label,
            @Parameter(description = "1 to 100, default 25") @QueryParam("limit") @Nullable String limit,
            @Parameter(description = "nextCursor of the page before") @QueryParam("cursor") @Nullable String cursor) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionFilter wanted = new SessionFilter(
                Optional.ofNullable(status).map(SessionStatus::ofWireName), Optional.ofNullable(label));
        return pages.list(organization, wanted, PageLimit.parse(limit), Optional.ofNullable(cursor));
    }

    @GET
    @Path("/stats")
    @Operation(summary = "Count the organisation's sessions by their state", description = "Scope sessions:read.")
    public Uni<SessionStatsView> stats() {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        return sessions.count(organization).map(SessionStatsView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read a session", description = "Scope sessions:read.")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND: unknown or another organisation's")
    @APIResponse(responseCode = "200", description = "The session")
    public Uni<SessionView> read(
            @PathParam("id") String id,
            @Parameter(description = "messages: bring the newest along, oldest of them first: 100, or 1 MB")
                    @QueryParam("include")
                    @Nullable
                    String include) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId wanted = SessionId.fromString(id);
        if (include != null && !include.equals("messages")) {
            throw Problem.invalidField("include", "include must be messages, or be left out.");
        }
        Uni<Session> found = sessions.find(organization, wanted);
        return include == null
                ? found.map(SessionView::of)
                : found.chain(session -> history.newest(session).map(newest -> SessionView.of(session, newest)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @RequestBody(content = @Content(schema = @Schema(implementation = CreateSession.class)))
    @Operation(
            summary = "Change a session's settings",
            description =
                    "Scope sessions:write. A JSON merge patch (RFC 7396): absent members stay, null ones go back to"
                            + " their default, members of metadata are merged. The channel stays. Touches the session.")
    @APIResponse(responseCode = "200", description = "The session, changed")
    @APIResponse(responseCode = "400", description = "INVALID_FIELD: a limit was passed, named in `field`")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED or SESSION_EXPIRED")
    public Uni<SessionView> patch(@PathParam("id") String id, @Nullable JsonNode body) throws JsonProcessingException {
        OrganizationId organization = caller.memberWith("sessions:write").organization();
        SessionId session = SessionId.fromString(id);
        return sessions.patch(organization, session, SessionPatch.of(body, mapper), model.defaultModel())
                .map(SessionView::of);
    }

    @POST
    @Path("/{id}/touch")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Keep a session alive",
            description =
                    "Scope sessions:write. It is active again and lives on for its ttlSeconds. Messages and changes do"
                            + " the same.")
    @APIResponse(responseCode = "200", description = "The session")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED or SESSION_EXPIRED")
    public Uni<SessionView> touch(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:write").organization();
        return sessions.touch(organization, SessionId.fromString(id)).map(SessionView::of);
    }

    @POST
    @Path("/{id}/close")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Close a session",
            description = "Scope sessions:write. Closing a closed session changes nothing.")
    @APIResponse(responseCode = "409", description = "SESSION_EXPIRED: its time was up already")
    @APIResponse(responseCode = "200", description = "The session, closed")
    public Uni<SessionView> close(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:write").organization();
        return sessions.close(organization, SessionId.fromString(id)).map(SessionView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a session and its messages", description = "Scope sessions:write.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Void> delete(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:write").organization();
        return sessions.delete(organization, SessionId.fromString(id));
    }
}
