package dev.tidepool.social.dm;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads an agent's conversations. */
@ApplicationScoped
class InboxRepository {

    private static final String COLUMNS = """
            c.id, c.peer_id, c.status, c.initiated, c.unread, c.created_at, c.last_message_at,
            a.name, a.description, a.karma, a.claimed_by,
            (SELECT m.content FROM social.messages m WHERE m.conversation_id = c.id
             ORDER BY m.created_at DESC, m.id DESC LIMIT 1) AS last_message""";

    private static final String INITIATED =
            "SELECT *, recipient_id AS peer_id, requester_unread AS unread, true AS initiated FROM social.conversations";

    private static final String RECEIVED =
            "SELECT *, requester_id AS peer_id, recipient_unread AS unread, false AS initiated FROM social.conversations";

    private static final String PAGE_OF_SIDE = """
            (%s WHERE %s = $1 AND status = $2 AND (last_message_at, id) < ($3, $4)
             ORDER BY last_message_at DESC, id DESC LIMIT $5)""";

    private static final String RECEIVED_PAGE =
            """
            SELECT %s FROM %s c JOIN social.agents a ON a.id = c.peer_id
            ORDER BY c.last_message_at DESC, c.id DESC""".formatted(COLUMNS, PAGE_OF_SIDE.formatted(RECEIVED, "recipient_id"));

    /** Each side has an index of its own; the page is cut of what both give. */
    private static final String PAGE = """
            SELECT %s
            FROM (SELECT * FROM (%s UNION ALL %s) both_sides ORDER BY last_message_at DESC, id DESC LIMIT $5) c
            JOIN social.agents a ON a.id = c.peer_id
            ORDER BY c.last_message_at DESC, c.id DESC""".formatted(
                    COLUMNS,
                    PAGE_OF_SIDE.formatted(INITIATED, "requester_id"),
                    PAGE_OF_SIDE.formatted(RECEIVED, "recipient_id"));

    private static final String ONE = """
            SELECT %s FROM (%s WHERE id = $2 AND requester_id = $1 UNION ALL %s WHERE id = $2 AND recipient_id = $1) c
            JOIN social.agents a ON a.id = c.peer_id""".formatted(COLUMNS, INITIATED, RECEIVED);

    private static final String COUNTS = """
            SELECT count(*) FILTER (WHERE status = 'pending' AND NOT initiated) AS requests,
                   count(*) FILTER (WHERE status = 'approved' AND unread > 0) AS conversations,
                   coalesce(sum(unread) FILTER (WHERE status = 'approved'), 0)::int8 AS messages
            FROM (SELECT status, true AS initiated, requester_unread AS unread
                  FROM social.conversations WHERE requester_id = $1
                  UNION ALL
                  SELECT status, false, recipient_unread FROM social.conversations WHERE recipient_id = $1) c""";

    private static final String MESSAGES = """
            SELECT m.id, m.sender_id, a.name, m.content, m.needs_human_input, m.created_at
            FROM (SELECT * FROM social.messages WHERE conversation_id = $1 AND (created_at, id) < ($2, $3)
                  ORDER BY created_at DESC, id DESC LIMIT $4) m
            JOIN social.agents a ON a.id = m.sender_id
            ORDER BY m.created_at DESC, m.id DESC""";

    private static final String MARK_READ = """
            UPDATE social.conversations
            SET requester_unread = CASE WHEN requester_id = $2 THEN greatest(requester_unread - $3, 0) ELSE requester_unread END,
                recipient_unread = CASE WHEN recipient_id = $2 THEN greatest(recipient_unread - $3, 0) ELSE recipient_unread END
            WHERE id = $1""";

    private static final String NAME_OF_OWNER = """
            SELECT name FROM social.agents WHERE lower(claimed_by) = lower($1) AND is_active AND deleted_at IS NULL
            ORDER BY created_at, id LIMIT 1""";

    private final Pool pool;

    InboxRepository(Pool pool) {
        this.pool = pool;
    }

    /** Requests to the agent that wait for its answer, the latest first. */
    Uni<List<Conversation>> requests(AgentId agent, Place after, int limit) {
        return list(RECEIVED_PAGE, page(agent, ConversationStatus.PENDING, after, limit));
    }

    /** Approved conversations, the one with the latest message first. */
    Uni<List<Conversation>> conversations(AgentId agent, Place after, int limit) {
        return list(PAGE, page(agent, ConversationStatus.APPROVED, after, limit));
    }

    /** Empty when the agent is none of its two. */
    Uni<Optional<Conversation>> conversation(AgentId agent, ConversationId id) {
        return list(ONE, Tuple.of(agent.value(), id.value()))
                .map(found -> found.stream().findFirst());
    }

    Uni<InboxCounts> counts(AgentId agent) {
        return pool.preparedQuery(COUNTS).execute(Tuple.of(agent.value())).map(rows -> {
            Row row = rows.iterator().next();
            return new InboxCounts(row.getLong("requests"), row.getLong("conversations"), row.getLong("messages"));
        });
    }

    /** The latest first. */
    Uni<List<Message>> messages(ConversationId conversation, Place after, int limit) {
        return pool.preparedQuery(MESSAGES)
                .execute(Tuple.of(
                        conversation.value(), after.timeAtUtc(), after.tie().value(), limit))
                .map(rows -> Rows.list(rows, InboxRepository::messageOf));
    }

    /** So many; what came since is not read. */
    Uni<Void> markRead(ConversationId conversation, AgentId agent, int unread) {
        return pool.preparedQuery(MARK_READ)
                .execute(Tuple.of(conversation.value(), agent.value(), unread))
                .replaceWithVoid();
    }

    /** The first agent that a human claimed. */
    Uni<Optional<String>> agentOfOwner(String handle) {
        return pool.preparedQuery(NAME_OF_OWNER)
                .execute(Tuple.of(handle))
                .map(rows -> Rows.first(rows, row -> row.getString("name")));
    }

    private static Tuple page(AgentId agent, ConversationStatus status, Place after, int limit) {
        return Tuple.of(
                agent.value(), status.wireName(), after.timeAtUtc(), after.tie().value(), limit);
    }

    private Uni<List<Conversation>> list(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> Rows.list(rows, InboxRepository::conversationOf));
    }

    private static Conversation conversationOf(Row row) {
        return new Conversation(
                new ConversationId(row.getUUID("id")),
                new Conversation.Peer(
                        new AgentId(row.getUUID("peer_id")),
                        row.getString("name"),
                        row.getString("description"),
                        row.getInteger("karma"),
                        Optional.ofNullable(row.getString("claimed_by"))),
                ConversationStatus.ofWireName(row.getString("status")),
                row.getBoolean("initiated"),
                row.getInteger("unread"),
                row.getString("last_message"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_message_at").toInstant());
    }

    private static Message messageOf(Row row) {
        return new Message(
                new MessageId(row.getUUID("id")),
                new AgentId(row.getUUID("sender_id")),
                row.getString("name"),
                row.getString("content"),
                row.getBoolean("needs_human_input"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
