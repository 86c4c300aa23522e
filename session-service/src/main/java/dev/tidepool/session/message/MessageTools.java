package dev.tidepool.session.message;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.mcp.ToolCalls;
import dev.tidepool.session.session.SessionId;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Messages as tools of the Model Context Protocol. */
@ApplicationScoped
class MessageTools {

    private final ToolCalls calls;
    private final MessageService messages;
    private final MessagePages pages;
    private final MessageConfig limits;

    MessageTools(ToolCalls calls, MessageService messages, MessagePages pages, MessageConfig limits) {
        this.calls = calls;
        this.messages = messages;
        this.pages = pages;
        this.limits = limits;
    }

    @Tool(
            name = "message_append",
            description = "Append a message to a session. It counts against the month's messages.",
            annotations = @Tool.Annotations(title = "Append a message", destructiveHint = false, openWorldHint = false))
    public Uni<ToolResponse> append(RawMessage message) {
        return calls.answering(
                "message_append",
                "sessions:write",
                message,
                (member, input) -> messages.append(
                                member,
                                SessionId.fromString(input.required("sessionId")),
                                input.as(AppendMessage.class).draft(limits))
                        .map(appended -> MessageView.of(appended.message())));
    }

    @Tool(
            name = "message_history",
            description = "Read a session's messages, oldest first unless asked otherwise.",
            annotations = @Tool.Annotations(title = "Read messages", readOnlyHint = true, openWorldHint = false))
    public Uni<ToolResponse> history(RawMessage message) {
        return calls.answering(
                "message_history",
                "sessions:read",
                message,
                (member, input) -> pages.list(
                        member.organization(),
                        SessionId.fromString(input.required("sessionId")),
                        MessageOrder.ofWireName(input.text("order").orElse(null)),
                        PageLimit.of(input.number("limit")),
                        input.text("cursor")));
    }
}
