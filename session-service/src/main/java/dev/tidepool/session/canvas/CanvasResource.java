package dev.tidepool.session.canvas;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.common.util.RestMediaType;
import org.jspecify.annotations.Nullable;

@Path("/v1/sessions/{id}/canvas")
@Tag(name = "Canvas", description = "Surfaces of a session, in A2UI v0.8 and v0.9")
@Produces(MediaType.APPLICATION_JSON)
class CanvasResource {

    private final CurrentCaller caller;
    private final CanvasService canvases;
    private final CanvasReports reports;

    CanvasResource(CurrentCaller caller, CanvasService canvases, CanvasReports reports) {
        this.caller = caller;
        this.canvases = canvases;
        this.reports = reports;
    }

    @GET
    @Operation(summary = "Read a session's canvas", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "The canvas, with the messages that make it")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public Uni<CanvasView> read(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId session = SessionId.fromString(id);
        return canvases.latest(organization, session).chain(version -> canvases.view(session, version));
    }

    @GET
    @Path("/lines")
    @Produces(RestMediaType.APPLICATION_NDJSON)
    @Operation(
            summary = "Read the messages that make a session's canvas, as JSON Lines",
            description = "Scope sessions:read. Nothing before anything was drawn.")
    @APIResponse(responseCode = "200", description = "A2UI, one message a line")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    public Uni<String> lines(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        return canvases.latest(organization, SessionId.fromString(id)).map(CanvasResource::linesOf);
    }

    @POST
    @Consumes({RestMediaType.APPLICATION_NDJSON, "application/jsonl", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Draw on a session's canvas",
            description =
                    "Scope sessions:write. JSON Lines of A2UI, v0.8 or v0.9, one message a line, each checked against"
                            + " the published schemas: all of them are applied, or none. Touches the session.")
    @APIResponse(responseCode = "200", description = "The new version")
    @APIResponse(responseCode = "400", description = "VALIDATION_FAILED: `line` and `path` say where")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED, SESSION_EXPIRED or CANVAS_CHANGED")
    @APIResponse(responseCode = "413", description = "CANVAS_TOO_LARGE: more than 262144 characters")
    public Uni<CanvasChangeView> draw(@PathParam("id") String id, @Nullable String lines) {
        Caller.Member member = caller.memberWith("sessions:write");
        return canvases.apply(member, SessionId.fromString(id), lines == null ? "" : lines)
                .map(CanvasChangeView::of);
    }

    @GET
    @Path("/versions")
    @Operation(summary = "List a canvas's versions, newest first", description = "Scope sessions:read.")
    public Uni<CanvasVersionListView> versions(@PathParam("id") String id) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        return canvases.versions(organization, SessionId.fromString(id))
                .map(kept -> new CanvasVersionListView(
                        kept.stream().map(CanvasVersionView::of).toList()));
    }

    @GET
    @Path("/versions/{version}")
    @Operation(summary = "Read a canvas as it was", description = "Scope sessions:read.")
    @APIResponse(responseCode = "200", description = "The canvas in that version")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND or CANVAS_VERSION_NOT_FOUND")
    public Uni<CanvasView> version(@PathParam("id") String id, @PathParam("version") String version) {
        OrganizationId organization = caller.memberWith("sessions:read").organization();
        SessionId session = SessionId.fromString(id);
        return canvases.version(organization, session, number(version)).chain(found -> canvases.view(session, found));
    }

    @POST
    @Path("/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Report what the user did on the canvas",
            description = "Scope sessions:write. A client's message of A2UI (action, userAction or error). It becomes a"
                    + " message of the user and the event canvas:action or canvas:error.")
    @APIResponse(responseCode = "200", description = "The message it became")
    @APIResponse(responseCode = "400", description = "VALIDATION_FAILED: `path` says where")
    @APIResponse(responseCode = "404", description = "SESSION_NOT_FOUND")
    @APIResponse(responseCode = "409", description = "SESSION_CLOSED, SESSION_EXPIRED or IDEMPOTENCY_KEY_REUSED")
    public Uni<CanvasReportView> report(@PathParam("id") String id, @Nullable CanvasReport body) {
        Caller.Member member = caller.memberWith("sessions:write");
        if (body == null || body.message() == null) {
            throw Problem.invalidField("message", "message must be a client's message of A2UI.");
        }
        return reports.report(
                        member,
                        SessionId.fromString(id),
                        body.message().toString(),
                        Optional.ofNullable(body.idempotencyKey()))
                .map(CanvasReportView::of);
    }

    private static String linesOf(CanvasVersion version) {
        return version.lines().isEmpty() ? "" : version.lines() + "\n";
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException noNumber) {
            throw Problem.notFound(CanvasError.CANVAS_VERSION_NOT_FOUND, version);
        }
    }
}
