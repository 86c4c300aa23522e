package dev.tidepool.session.message;

import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.session.SessionId;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Messages as tools of the Model Context Protocol. */
@ApplicationScoped
class MessageTools {

    private final ToolCalls calls;
    private final MessageService messages;
    private final MessageConfig limits;
    private final CursorCodec cursors;

    MessageTools(ToolCalls calls, MessageService messages, MessageConfig limits, CursorCodec cursors) {
        this.calls = calls;
        this.messages = messages;
        this.limits = limits;
        this.cursors = cursors;
    }

    @Tool(
            name = "message_append",
            description = "Append a message to a session. It counts against the month's messages.",
            annotations =
                    @Tool.Annotations(title = "Append a message", destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> append(
            @ToolArg(name = "sessionId", description = "Of the session") String session,
            @ToolArg(name = "role", description = "system, user, assistant or tool") String role,
            @ToolArg(name = "content", description = "At most 256 KB") String content,
            @ToolArg(
                            name = "idempotencyKey",
                            description = "A repeat with the same key answers the first message",
                            required = false)
                    Optional<String> idempotencyKey) {
        AppendMessage body = new AppendMessage(role, content, idempotencyKey.orElse(null));
        return calls.answering("message_append", "sessions:write", member -> messages.append(
                        member, SessionId.fromString(session), body.draft(limits))
                .map(appended -> MessageView.of(appended.message())));
    }

    @Tool(
            name = "message_history",
            description = "Read a session's messages, oldest first unless asked otherwise.",
            annotations = @Tool.Annotations(title = "Read messages", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> history(
            @ToolArg(name = "sessionId", description = "Of the session") String session,
            @ToolArg(name = "order", description = "asc (default) or desc", required = false) Optional<String> order,
            @ToolArg(name = "limit", description = "1 to 100, default 25", required = false) Optional<Integer> limit,
            @ToolArg(name = "cursor", description = "nextCursor of the page before", required = false)
                    Optional<String> cursor) {
        return calls.answering("message_history", "sessions:read", member -> {
            SessionId id = SessionId.fromString(session);
            MessageOrder direction = MessageOrder.ofWireName(order.orElse(null));
            String list = "messages:" + id + ":" + direction.wireName();
            long beyond = cursor.map(text -> Long.valueOf(cursors.decode(list, text).getFirst()))
                    .orElse(direction.start());
            return messages.list(member.organization(), id, direction, beyond, PageLimit.of(limit.orElse(null)))
                    .map(page -> view(list, page));
        });
    }

    private MessagePageView view(String list, Page<Message> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, Long.toString(last.sequence())));
        return new MessagePageView(page.map(MessageView::of), next.orElse(null));
    }
}
