package dev.tidepool.social.dm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.UUID;

/** A message on the wire; its text comes under either dialect's name. */
@JsonNaming(SnakeCaseStrategy.class)
record MessageView(
        UUID id,
        SenderView from,
        String message,
        String content,
        boolean needsHumanInput,
        boolean fromYou,
        Instant createdAt) {

    record SenderView(UUID id, String name) {}

    static MessageView of(Message message, AgentId reader) {
        return new MessageView(
                message.id().value(),
                new SenderView(message.sender().value(), message.senderName()),
                message.content(),
                message.content(),
                message.needsHumanInput(),
                message.sender().equals(reader),
                message.createdAt());
    }
}
