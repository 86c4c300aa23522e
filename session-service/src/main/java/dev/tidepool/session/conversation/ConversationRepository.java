package dev.tidepool.session.conversation;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.openclaw.SessionKey;
import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Rows of conversations. */
@ApplicationScoped
class ConversationRepository {

    /** Nothing of a session that was deleted just now: the lock keeps it from being deleted before this row is there. */
    private static final String NOTE = """
            INSERT INTO session.openclaw_conversations
                (organization_id, conversation, agent, session_id, created_at, attempt_after)
            SELECT organization_id, id, $3, id, $4, $4 FROM session.sessions
            WHERE id = $1 AND organization_id = $2
            FOR KEY SHARE
            ON CONFLICT DO NOTHING""";

    private static final String AGENTS = """
            SELECT agent FROM session.openclaw_conversations
            WHERE session_id = $1 AND organization_id = $2
            ORDER BY agent""";

    private static final String FORGET = """
            DELETE FROM session.openclaw_conversations
            WHERE conversation = $1 AND organization_id = $2 AND agent = $3""";

    private static final String TAKE = """
            SELECT left_organization, left_conversation, left_agent, left_attempts
            FROM session.take_left_conversations($1, $2)""";

    /** A conversation whose session is gone. */
    record Left(SessionKey key, int attempts) {}

    Uni<Void> note(SqlConnection transaction, SessionKey key) {
        return transaction
                .preparedQuery(NOTE)
                .execute(of(key).addString(key.agent())
                        .addValue(DatabaseTime.now().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<List<String>> agents(SqlConnection transaction, Session session) {
        return transaction
                .preparedQuery(AGENTS)
                .execute(Tuple.of(session.id().value(), session.organization().value()))
                .map(rows -> Rows.list(rows, row -> row.getString("agent")));
    }

    Uni<Void> forget(SqlConnection transaction, SessionKey key) {
        return transaction
                .preparedQuery(FORGET)
                .execute(of(key).addString(key.agent()))
                .replaceWithVoid();
    }

    Uni<List<Left>> takeLeft(Pool pool, int batch) {
        return pool.preparedQuery(TAKE)
                .execute(Tuple.of(OffsetDateTime.now(ZoneOffset.UTC), batch))
                .map(rows -> Rows.list(
                        rows,
                        row -> new Left(
                                new SessionKey(
                                        row.getString("left_agent"),
                                        new OrganizationId(row.getUUID("left_organization")),
                                        row.getUUID("left_conversation").toString()),
                                row.getInteger("left_attempts"))));
    }

    private static Tuple of(SessionKey key) {
        return Tuple.tuple()
                .addUUID(UUID.fromString(key.session()))
                .addUUID(key.organization().value());
    }
}
