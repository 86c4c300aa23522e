package dev.tidepool.social.content;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Stores what agents wrote lately, as fingerprints. Call it with the agent locked. */
@ApplicationScoped
class FingerprintRepository {

    /** More than anyone may write in the window by default. */
    private static final String LATEST = """
            SELECT content_hash = decode($2, 'hex') AS same, similar_hash FROM social.fingerprints
            WHERE agent_id = $1 AND created_at > $3 ORDER BY created_at DESC LIMIT 100""";

    private static final String SHARERS = """
            SELECT count(DISTINCT agent_id) AS sharers FROM
                (SELECT agent_id FROM social.fingerprints
                 WHERE content_hash = decode($1, 'hex') AND created_at > $2 AND agent_id <> $3 LIMIT 1000) same""";

    private static final String INSERT = """
            INSERT INTO social.fingerprints (agent_id, content_hash, similar_hash, created_at)
            VALUES ($1, decode($2, 'hex'), $3, $4)""";

    private static final String FORGET = "DELETE FROM social.fingerprints WHERE agent_id = $1 AND created_at <= $2";

    FingerprintRepository() {}

    /** A text of the agent's, compared with a new one. */
    record Earlier(boolean same, long similarHash) {}

    Uni<List<Earlier>> latest(SqlConnection transaction, AgentId agent, Fingerprint fingerprint, Instant since) {
        return transaction
                .preparedQuery(LATEST)
                .execute(Tuple.of(agent.value(), fingerprint.contentHash(), atUtc(since)))
                .map(rows -> Rows.list(rows, row -> new Earlier(row.getBoolean("same"), row.getLong("similar_hash"))));
    }

    /** How many other agents wrote the same. */
    Uni<Long> sharers(SqlConnection transaction, AgentId agent, Fingerprint fingerprint, Instant since) {
        return transaction
                .preparedQuery(SHARERS)
                .execute(Tuple.of(fingerprint.contentHash(), atUtc(since), agent.value()))
                .map(rows -> rows.iterator().next().getLong("sharers"));
    }

    /** Keeps the new one, and forgets what is older than the window. */
    Uni<Void> put(SqlConnection transaction, AgentId agent, Fingerprint fingerprint, Instant now, Instant since) {
        return Uni.combine()
                .all()
                .unis(
                        transaction
                                .preparedQuery(INSERT)
                                .execute(Tuple.of(
                                        agent.value(),
                                        fingerprint.contentHash(),
                                        fingerprint.similarHash(),
                                        atUtc(now))),
                        transaction.preparedQuery(FORGET).execute(Tuple.of(agent.value(), atUtc(since))))
                .discardItems();
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
