package dev.tidepool.social.moderation;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.social.agent.PlatformModerators;
import dev.tidepool.social.submolt.SubmoltId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores what moderators did, and knows who they are. */
@ApplicationScoped
class ModerationRepository {

    private static final String IS_MODERATOR = """
            SELECT a.organization_id, s.creator_id = $2 OR EXISTS (
                SELECT FROM social.moderators m WHERE m.submolt_id = s.id AND m.agent_id = $2) AS moderates
            FROM social.submolts s CROSS JOIN social.agents a
            WHERE s.id = $1 AND a.id = $2""";

    private static final String INSERT = """
            INSERT INTO social.moderation_actions
                (id, submolt_id, moderator_id, action, target_type, target_id, agent_id, reason, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)""";

    /** No action is later than {@code infinity}, so the first page needs no query of its own. */
    private static final String PAGE = """
            SELECT m.id, m.action, m.target_type, m.target_id, m.reason, m.created_at,
                   m.moderator_id, moderator.name AS moderator_name, m.agent_id, agent.name AS agent_name
            FROM (SELECT * FROM social.moderation_actions
                  WHERE submolt_id = $1 AND (created_at, id) < (coalesce($2, 'infinity'::timestamptz), $3)
                  ORDER BY created_at DESC, id DESC LIMIT $4) m
            JOIN social.agents moderator ON moderator.id = m.moderator_id
            JOIN social.agents agent ON agent.id = m.agent_id
            ORDER BY m.created_at DESC, m.id DESC""";

    private static final UUID GREATEST = new UUID(-1, -1);

    private final Pool pool;
    private final PlatformModerators platform;

    ModerationRepository(Pool pool, PlatformModerators platform) {
        this.pool = pool;
        this.platform = platform;
    }

    Uni<Boolean> isModerator(AgentId agent, SubmoltId submolt) {
        return isModerator(pool, agent, submolt);
    }

    Uni<Boolean> isModerator(SqlClient client, AgentId agent, SubmoltId submolt) {
        return client.preparedQuery(IS_MODERATOR)
                .execute(Tuple.of(submolt.value(), agent.value()))
                .map(rows -> Rows.first(rows, this::moderates).orElse(false));
    }

    /** Platform moderators moderate everywhere, also where nobody else does. */
    private boolean moderates(Row row) {
        return Boolean.TRUE.equals(row.getBoolean("moderates"))
                || platform.include(new OrganizationId(row.getUUID("organization_id")));
    }

    Uni<Void> insert(SqlConnection transaction, ModerationEntry entry, SubmoltId submolt) {
        Tuple values = Tuple.tuple()
                .addUUID(entry.id().value())
                .addUUID(submolt.value())
                .addUUID(entry.moderator().id().value())
                .addString(entry.action().wireName())
                .addString(entry.targetKind())
                .addUUID(entry.target().value())
                .addUUID(entry.agent().id().value())
                .addString(entry.reason())
                .addOffsetDateTime(entry.createdAt().atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** What was done before a place in the list, the latest first. */
    Uni<List<ModerationEntry>> before(SubmoltId submolt, Optional<ModerationPosition> position, int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(submolt.value())
                .addOffsetDateTime(position.map(ModerationRepository::timeOf).orElse(null))
                .addUUID(position.map(place -> place.id().value()).orElse(GREATEST))
                .addInteger(limit);
        return pool.preparedQuery(PAGE).execute(values).map(rows -> Rows.list(rows, ModerationRepository::entryOf));
    }

    private static OffsetDateTime timeOf(ModerationPosition position) {
        return position.time().atOffset(ZoneOffset.UTC);
    }

    private static ModerationEntry entryOf(Row row) {
        Instant time = row.getOffsetDateTime("created_at").toInstant();
        return new ModerationEntry(
                new ModerationId(row.getUUID("id")),
                new ModerationEntry.Person(new AgentId(row.getUUID("moderator_id")), row.getString("moderator_name")),
                ModerationAction.ofStored(row.getString("action")),
                row.getString("target_type"),
                new ModerationId(row.getUUID("target_id")),
                new ModerationEntry.Person(new AgentId(row.getUUID("agent_id")), row.getString("agent_name")),
                row.getString("reason"),
                time);
    }
}
