package dev.tidepool.session.session;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.mcp.ToolInput;
import dev.tidepool.session.model.ModelRouter;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sessions as tools of the Model Context Protocol. */
@ApplicationScoped
class SessionTools {

    private static final String READ = "sessions:read";
    private static final String WRITE = "sessions:write";

    private final ToolCalls calls;
    private final SessionService sessions;
    private final SessionPages pages;
    private final SessionConfig limits;
    private final ModelRouter model;

    SessionTools(
            ToolCalls calls, SessionService sessions, SessionPages pages, SessionConfig limits, ModelRouter model) {
        this.calls = calls;
        this.sessions = sessions;
        this.pages = pages;
        this.limits = limits;
        this.model = model;
    }

    @Tool(
            name = "session_create",
            description = "Create a session: a stored conversation with an end in time, and what is opened for it.",
            annotations = @Tool.Annotations(title = "Create a session", destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> create(RawMessage message) {
        return calls.answering("session_create", WRITE, message, this::create);
    }

    private Uni<SessionView> create(Caller.Member member, ToolInput input) {
        CreateSession wanted = input.as(CreateSession.class);
        return sessions.create(member, wanted.settings(limits, model.defaultModel()), wanted.ttl(limits))
                .map(SessionView::of);
    }

    @Tool(
            name = "session_list",
            description = "List the organisation's sessions, newest first.",
            annotations = @Tool.Annotations(title = "List sessions", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> list(RawMessage message) {
        return calls.answering(
                "session_list",
                READ,
                message,
                (member, input) -> pages.list(
                        member.organization(),
                        new SessionFilter(input.text("status").map(SessionStatus::ofWireName), input.text("label")),
                        PageLimit.of(input.number("limit")),
                        input.text("cursor")));
    }

    @Tool(
            name = "session_get",
            description = "Read a session: its state, settings and number of messages.",
            annotations = @Tool.Annotations(title = "Read a session", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> read(RawMessage message) {
        return calls.answering(
                "session_get",
                READ,
                message,
                (member, input) -> sessions.find(
                                member.organization(), SessionId.fromString(input.required("sessionId")))
                        .map(SessionView::of));
    }

    @Tool(
            name = "session_close",
            description = "Close a session. It takes no more messages, and its browser is closed.",
            annotations = @Tool.Annotations(title = "Close a session", idempotentHint = true, openWorldHint = false))
    public Uni<ToolResponse> close(RawMessage message) {
        return calls.answering(
                "session_close",
                WRITE,
                message,
                (member, input) -> sessions.close(
                                member.organization(), SessionId.fromString(input.required("sessionId")))
                        .map(SessionView::of));
    }
}
