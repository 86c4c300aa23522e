package dev.tidepool.social.dm;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Changes conversations, each method inside a transaction. */
@ApplicationScoped
class DmRepository {

    private static final String IS_BLOCKED =
            "SELECT FROM social.message_blocks WHERE blocker_id = $1 AND blocked_id = $2";

    private static final String PENDING =
            "SELECT count(*) FROM social.conversations WHERE requester_id = $1 AND status = 'pending'";

    private static final String OF_PAIR = """
            SELECT id, requester_id, recipient_id, status FROM social.conversations
            WHERE least(requester_id, recipient_id) = least($1::uuid, $2::uuid)
              AND greatest(requester_id, recipient_id) = greatest($1::uuid, $2::uuid)
            FOR NO KEY UPDATE""";

    private static final String OF_AGENT = """
            SELECT id, requester_id, recipient_id, status FROM social.conversations
            WHERE id = $1 AND (requester_id = $2 OR recipient_id = $2)
            FOR NO KEY UPDATE""";

    /** The request of the two that came first stays. */
    private static final String INSERT = """
            INSERT INTO social.conversations
                (id, requester_id, recipient_id, status, recipient_unread, created_at, last_message_at)
            VALUES ($1, $2, $3, 'pending', 1, $4, $4)
            ON CONFLICT (least(requester_id, recipient_id), greatest(requester_id, recipient_id)) DO NOTHING""";

    private static final String REOPEN = """
            UPDATE social.conversations
            SET requester_id = $2, recipient_id = $3, status = 'pending', requester_unread = 0, recipient_unread = 1,
                last_message_at = greatest(last_message_at, $4)
            WHERE id = $1""";

    private static final String SET_STATUS = "UPDATE social.conversations SET status = $2 WHERE id = $1";

    private static final String INSERT_MESSAGE = """
            INSERT INTO social.messages (id, conversation_id, sender_id, content, needs_human_input, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)""";

    private static final String COUNT_MESSAGE = """
            UPDATE social.conversations
            SET requester_unread = requester_unread + CASE WHEN requester_id = $2 THEN 0 ELSE 1 END,
                recipient_unread = recipient_unread + CASE WHEN recipient_id = $2 THEN 0 ELSE 1 END,
                last_message_at = greatest(last_message_at, $3)
            WHERE id = $1""";

    private static final String BLOCK = """
            INSERT INTO social.message_blocks (blocker_id, blocked_id, created_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING""";

    /** A conversation that was locked. */
    record Locked(ConversationId id, AgentId requester, AgentId recipient, ConversationStatus status) {

        AgentId other(AgentId one) {
            return requester.equals(one) ? recipient : requester;
        }
    }

    Uni<Boolean> isBlocked(SqlConnection transaction, AgentId blocker, AgentId blocked) {
        return transaction
                .preparedQuery(IS_BLOCKED)
                .execute(Tuple.of(blocker.value(), blocked.value()))
                .map(rows -> rows.size() == 1);
    }

    /** How many requests of the agent wait for an answer. */
    Uni<Long> pendingOf(SqlConnection transaction, AgentId requester) {
        return transaction
                .preparedQuery(PENDING)
                .execute(Tuple.of(requester.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Locks the conversation of two agents, if they have one. */
    Uni<Optional<Locked>> lockOfPair(SqlConnection transaction, AgentId one, AgentId other) {
        return lock(transaction, OF_PAIR, Tuple.of(one.value(), other.value()));
    }

    /** Locks a conversation, if the agent is one of its two. */
    Uni<Optional<Locked>> lock(SqlConnection transaction, ConversationId id, AgentId agent) {
        return lock(transaction, OF_AGENT, Tuple.of(id.value(), agent.value()));
    }

    private static Uni<Optional<Locked>> lock(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> Rows.first(
                        rows,
                        row -> new Locked(
                                new ConversationId(row.getUUID("id")),
                                new AgentId(row.getUUID("requester_id")),
                                new AgentId(row.getUUID("recipient_id")),
                                ConversationStatus.ofWireName(row.getString("status")))));
    }

    /** False when the two have a conversation already. */
    Uni<Boolean> insert(SqlConnection transaction, Locked conversation, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        conversation.id().value(),
                        conversation.requester().value(),
                        conversation.recipient().value(),
                        atUtc(now)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Makes a rejected conversation a request again, perhaps the other way round. */
    Uni<Void> reopen(SqlConnection transaction, Locked conversation, Instant now) {
        return transaction
                .preparedQuery(REOPEN)
                .execute(Tuple.of(
                        conversation.id().value(),
                        conversation.requester().value(),
                        conversation.recipient().value(),
                        atUtc(now)))
                .replaceWithVoid();
    }

    Uni<Void> putStatus(SqlConnection transaction, ConversationId id, ConversationStatus status) {
        return transaction
                .preparedQuery(SET_STATUS)
                .execute(Tuple.of(id.value(), status.wireName()))
                .replaceWithVoid();
    }

    Uni<Void> insertMessage(SqlConnection transaction, ConversationId conversation, Message message) {
        return transaction
                .preparedQuery(INSERT_MESSAGE)
                .execute(Tuple.of(
                        message.id().value(),
                        conversation.value(),
                        message.sender().value(),
                        message.content(),
                        message.needsHumanInput(),
                        atUtc(message.createdAt())))
                .replaceWithVoid();
    }

    /** The other one has one message more to read. */
    Uni<Void> countMessage(SqlConnection transaction, ConversationId conversation, Message message) {
        return transaction
                .preparedQuery(COUNT_MESSAGE)
                .execute(Tuple.of(conversation.value(), message.sender().value(), atUtc(message.createdAt())))
                .replaceWithVoid();
    }

    Uni<Void> block(SqlConnection transaction, AgentId blocker, AgentId blocked, Instant now) {
        return transaction
                .preparedQuery(BLOCK)
                .execute(Tuple.of(blocker.value(), blocked.value(), atUtc(now)))
                .replaceWithVoid();
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
