package dev.tidepool.session.session;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.model.ModelRouter;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Sessions as tools of the Model Context Protocol. */
@ApplicationScoped
class SessionTools {

    private static final String READ = "sessions:read";
    private static final String WRITE = "sessions:write";

    private final ToolCalls calls;
    private final SessionService sessions;
    private final SessionConfig limits;
    private final ModelRouter model;
    private final CursorCodec cursors;

    SessionTools(
            ToolCalls calls, SessionService sessions, SessionConfig limits, ModelRouter model, CursorCodec cursors) {
        this.calls = calls;
        this.sessions = sessions;
        this.limits = limits;
        this.model = model;
        this.cursors = cursors;
    }

    @Tool(
            name = "session_create",
            description = "Create a session: a stored conversation with an end in time, and what is opened for it.",
            annotations =
                    @Tool.Annotations(title = "Create a session", destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> create(
            @ToolArg(name = "label", description = "A name to find it by", required = false) Optional<String> label,
            @ToolArg(name = "model", description = "Model that answers in it", required = false) Optional<String> wanted,
            @ToolArg(name = "systemPrompt", description = "Standing instructions", required = false)
                    Optional<String> systemPrompt,
            @ToolArg(name = "ttlSeconds", description = "How long it lives after its last use", required = false)
                    Optional<Integer> ttlSeconds) {
        CreateSession body = new CreateSession(
                "mcp",
                wanted.orElse(null),
                null,
                systemPrompt.orElse(null),
                null,
                ttlSeconds.orElse(null),
                label.orElse(null));
        return calls.answering("session_create", WRITE, member -> sessions.create(
                        member, body.settings(limits, model.defaultModel()), body.ttl(limits))
                .map(SessionView::of));
    }

    @Tool(
            name = "session_list",
            description = "List the organisation's sessions, newest first.",
            annotations = @Tool.Annotations(title = "List sessions", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> list(
            @ToolArg(name = "status", description = "active, idle, closed or expired", required = false)
                    Optional<String> status,
            @ToolArg(name = "label", description = "Only those with exactly this label", required = false)
                    Optional<String> label,
            @ToolArg(name = "limit", description = "1 to 100, default 25", required = false) Optional<Integer> limit,
            @ToolArg(name = "cursor", description = "nextCursor of the page before", required = false)
                    Optional<String> cursor) {
        return calls.answering("session_list", READ, member -> {
            PageLimit size = PageLimit.of(limit.orElse(null));
            SessionFilter wanted = new SessionFilter(status.map(SessionStatus::ofWireName), label);
            String list = "sessions:" + member.organization() + ":" + wanted;
            Optional<SessionId> before =
                    cursor.map(text -> SessionId.fromString(cursors.decode(list, text).getFirst()));
            return sessions.list(member.organization(), wanted, before, size).map(page -> view(list, page));
        });
    }

    private SessionPageView view(String list, Page<Session> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, last.id().toString()));
        return new SessionPageView(page.map(SessionView::of), next.orElse(null));
    }

    @Tool(
            name = "session_get",
            description = "Read a session: its state, settings and number of messages.",
            annotations = @Tool.Annotations(title = "Read a session", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> read(@ToolArg(name = "sessionId", description = "Of the session") String id) {
        return calls.answering("session_get", READ, member -> sessions.find(
                        member.organization(), SessionId.fromString(id))
                .map(SessionView::of));
    }

    @Tool(
            name = "session_close",
            description = "Close a session. It takes no more messages, and its browser is closed.",
            annotations = @Tool.Annotations(title = "Close a session", idempotentHint = true, openWorldHint = false))
    public Uni<ToolResponse> close(@ToolArg(name = "sessionId", description = "Of the session") String id) {
        return calls.answering("session_close", WRITE, member -> sessions.close(
                        member.organization(), SessionId.fromString(id))
                .map(SessionView::of));
    }
}
