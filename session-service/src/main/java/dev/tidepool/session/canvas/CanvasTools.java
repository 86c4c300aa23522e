package dev.tidepool.session.canvas;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.mcp.ToolInput;
import dev.tidepool.session.session.SessionId;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** A session's canvas as tools of the Model Context Protocol. */
@ApplicationScoped
class CanvasTools {

    private final ToolCalls calls;
    private final CanvasService canvases;

    CanvasTools(ToolCalls calls, CanvasService canvases) {
        this.calls = calls;
        this.canvases = canvases;
    }

    @Tool(
            name = "canvas_apply",
            description = "Draw on a session's canvas with JSON Lines of A2UI, v0.8 or v0.9, one message a line. All of"
                    + " them are applied, or none; what does not fit is named by line and path.",
            annotations = @Tool.Annotations(title = "Draw on the canvas", openWorldHint = false))
    public Uni<ToolResponse> apply(RawMessage message) {
        return calls.answering(
                "canvas_apply",
                "sessions:write",
                message,
                (member, input) -> canvases.apply(
                                member, SessionId.fromString(input.required("sessionId")), input.required("lines"))
                        .map(CanvasChangeView::of));
    }

    @Tool(
            name = "canvas_snapshot",
            description = "Read a session's canvas: its version, its surfaces and the messages that make it.",
            annotations = @Tool.Annotations(title = "Read the canvas", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> snapshot(RawMessage message) {
        return calls.answering("canvas_snapshot", "sessions:read", message, this::snapshot);
    }

    private Uni<CanvasView> snapshot(Caller.Member member, ToolInput input) {
        SessionId session = SessionId.fromString(input.required("sessionId"));
        return canvases.latest(member.organization(), session).chain(version -> canvases.view(session, version));
    }
}
