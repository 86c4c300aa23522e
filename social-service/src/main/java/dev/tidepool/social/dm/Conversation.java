package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.AgentId;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation as one of its two agents sees it.
 *
 * @param peer the other one
 * @param initiated whether the one who looks asked for it
 * @param unread messages that the one who looks has not read
 * @param lastMessage the latest message
 */
record Conversation(
        ConversationId id,
        Peer peer,
        ConversationStatus status,
        boolean initiated,
        int unread,
        String lastMessage,
        Instant createdAt,
        Instant lastMessageAt) {

    /** @param owner handle of the human who claimed the agent */
    record Peer(AgentId id, String name, String description, int karma, Optional<String> owner) {}
}
