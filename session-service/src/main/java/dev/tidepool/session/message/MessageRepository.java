package dev.tidepool.session.message;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of messages. Queries name the session's time of creation, so that older partitions are not looked at. */
@ApplicationScoped
class MessageRepository {

    private static final String COLUMNS = """
            id, session_id, sequence, role, content, status, model, prompt_tokens, completion_tokens, idempotency_key,
            created_at, tool_calls, tool_call_id""";

    private static final String INSERT = """
            INSERT INTO session.messages (id, session_id, organization_id, sequence, role, content, status, model,
                prompt_tokens, completion_tokens, idempotency_key, created_at, tool_calls, tool_call_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""";

    private static final String SELECT_OF_SESSION = "SELECT " + COLUMNS + """
             FROM session.messages
            WHERE session_id = $1 AND organization_id = $2 AND created_at >= $3
            """;

    private static final String FIND_BY_KEY = SELECT_OF_SESSION + "AND idempotency_key = $4";

    private static final String OLDEST_FIRST =
            weighed(SELECT_OF_SESSION + "AND sequence > $4 ORDER BY sequence LIMIT $5", "sequence");

    private static final String NEWEST_FIRST =
            weighed(SELECT_OF_SESSION + "AND sequence < $4 ORDER BY sequence DESC LIMIT $5", "sequence DESC");

    /** Of these messages those that begin within so many bytes, and how many there were. What is too much is not read. */
    private static String weighed(String messages, String order) {
        return """
                SELECT * FROM (
                    SELECT read.*, count(*) OVER () AS found, sum(bytes) OVER (ORDER BY %2$s) - bytes AS bytes_before
                    FROM (SELECT *, octet_length(content) + COALESCE(octet_length(tool_calls), 0) AS bytes FROM (%1$s) AS page)
                        AS read
                ) AS weighed
                WHERE bytes_before < $6 ORDER BY %2$s""".formatted(messages, order);
    }

    /** How far back a search looks at once. An index of words would be of no use: row-level security looks at the row first. */
    private static final String SEARCH_FLOOR = """
            SELECT COALESCE(min(sequence), 0) AS floor FROM (
                SELECT sequence, sum(bytes) OVER (ORDER BY sequence DESC) - bytes AS bytes_before FROM (
                    SELECT sequence, octet_length(content) AS bytes FROM session.messages
                    WHERE session_id = $1 AND organization_id = $2 AND created_at >= $3 AND sequence < $4
                    ORDER BY sequence DESC LIMIT $5
                ) AS newest
            ) AS weighed
            WHERE bytes_before < $6""";

    private static final String SEARCH = "SELECT " + COLUMNS + """
            ,
              ts_headline('simple', content, query, 'StartSel="", StopSel="", MaxFragments=2, MinWords=8, MaxWords=24')
                  AS snippet
            FROM (
                SELECT * FROM session.messages, websearch_to_tsquery('simple', $5) AS query
                WHERE session_id = $1 AND organization_id = $2 AND created_at >= $3 AND sequence < $4 AND sequence >= $7
                  AND to_tsvector('simple', content) @@ query
                ORDER BY sequence DESC LIMIT $6
            ) AS found
            ORDER BY sequence DESC""";

    /** In one go: their session is held meanwhile. */
    Uni<Void> insertAll(SqlConnection transaction, OrganizationId organization, List<Message> messages) {
        return transaction
                .preparedQuery(INSERT)
                .executeBatch(messages.stream()
                        .map(message -> values(organization, message))
                        .toList())
                .replaceWithVoid();
    }

    private static Tuple values(OrganizationId organization, Message message) {
        MessageDraft draft = message.draft();
        return Tuple.tuple()
                .addUUID(message.id().value())
                .addUUID(message.session().value())
                .addUUID(organization.value())
                .addLong(message.sequence())
                .addString(draft.role().wireName())
                .addString(draft.content())
                .addString(draft.status().wireName())
                .addValue(draft.model().orElse(null))
                .addValue(draft.usage().map(MessageUsage::promptTokens).orElse(null))
                .addValue(draft.usage().map(MessageUsage::completionTokens).orElse(null))
                .addValue(draft.idempotencyKey().orElse(null))
                .addValue(message.createdAt().atOffset(ZoneOffset.UTC))
                .addValue(draft.tools() instanceof ToolUse.Calls made ? ToolCall.write(made.calls()) : null)
                .addValue(draft.tools() instanceof ToolUse.Result result ? result.callId() : null);
    }

    Uni<Optional<Message>> findByKey(SqlConnection transaction, Session session, String key) {
        return transaction
                .preparedQuery(FIND_BY_KEY)
                .execute(of(session).addString(key))
                .map(rows -> Rows.first(rows, MessageRepository::message));
    }

    /** Messages beyond a sequence number, in the direction of the order: so many, within the bytes or the one that passes them. */
    Uni<Page<Message>> list(
            SqlConnection transaction, Session session, MessageOrder order, long beyond, int limit, long bytes) {
        String query = switch (order) {
            case OLDEST_FIRST -> OLDEST_FIRST;
            case NEWEST_FIRST -> NEWEST_FIRST;
        };
        return transaction
                .preparedQuery(query)
                .execute(of(session).addLong(beyond).addInteger(limit + 1).addLong(bytes))
                .map(rows -> page(Rows.list(rows, row -> row), limit));
    }

    private static Page<Message> page(List<Row> read, int limit) {
        long found = read.isEmpty() ? 0 : read.getFirst().getLong("found");
        List<Message> messages =
                read.stream().limit(limit).map(MessageRepository::message).toList();
        return new Page<>(messages, messages.size() < found);
    }

    /** The oldest of the messages before a sequence number that a search looks through; 0 when there are none. */
    Uni<Long> searchFloor(SqlConnection transaction, Session session, long before, int messages, long bytes) {
        return transaction
                .preparedQuery(SEARCH_FLOOR)
                .execute(of(session).addLong(before).addInteger(messages).addLong(bytes))
                .map(rows -> rows.iterator().next().getLong("floor"));
    }

    /** Messages before a sequence number, and not before the floor, in which the search finds something, newest first. */
    Uni<List<MessageHit>> search(
            SqlConnection transaction, Session session, MessageSearch search, long before, long floor, int limit) {
        return transaction
                .preparedQuery(SEARCH)
                .execute(of(session)
                        .addLong(before)
                        .addString(search.query())
                        .addInteger(limit)
                        .addLong(floor))
                .map(rows -> Rows.list(rows, row -> new MessageHit(message(row), row.getString("snippet"))));
    }

    private static Tuple of(Session session) {
        OffsetDateTime since = session.createdAt().atOffset(ZoneOffset.UTC);
        return Tuple.of(session.id().value(), session.organization().value(), since);
    }

    private static Message message(Row row) {
        MessageDraft draft = new MessageDraft(
                MessageRole.ofWireName(row.getString("role")).orElseThrow(),
                row.getString("content"),
                MessageStatus.ofWireName(row.getString("status")),
                Optional.ofNullable(row.getString("model")),
                usage(row),
                Optional.ofNullable(row.getString("idempotency_key")),
                tools(row));
        return new Message(
                new MessageId(row.getUUID("id")),
                new SessionId(row.getUUID("session_id")),
                row.getLong("sequence"),
                draft,
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static ToolUse tools(Row row) {
        @Nullable String calls = row.getString("tool_calls");
        @Nullable String answered = row.getString("tool_call_id");
        if (calls != null) {
            return new ToolUse.Calls(ToolCall.read(calls));
        }
        return answered == null ? ToolUse.NONE : new ToolUse.Result(answered);
    }

    private static Optional<MessageUsage> usage(Row row) {
        @Nullable Long prompt = row.getLong("prompt_tokens");
        @Nullable Long completion = row.getLong("completion_tokens");
        return prompt == null || completion == null
                ? Optional.empty()
                : Optional.of(new MessageUsage(prompt, completion));
    }
}
