package dev.tidepool.social.challenge;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
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

/** Stores challenges, and how agents did. */
@ApplicationScoped
class ChallengeRepository {

    private static final String REPUTATION = """
            SELECT a.is_claimed, a.karma, a.created_at, coalesce(r.passed_in_row, 0) AS passed_in_row
            FROM social.agents a LEFT JOIN social.challenge_records r ON r.agent_id = a.id
            WHERE a.id = $1""";

    private static final String INSERT = """
            INSERT INTO social.challenges (id, code_hash, answer_hash, agent_id, target_type, target_id, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";

    private static final String LOCK = """
            SELECT id, answer_hash, target_type, target_id, status, wrong_answers, expires_at
            FROM social.challenges WHERE code_hash = $1 AND agent_id = $2 FOR UPDATE""";

    private static final String SET = "UPDATE social.challenges SET status = $2, wrong_answers = $3 WHERE id = $1";

    private static final String PASSED = """
            INSERT INTO social.challenge_records AS r (agent_id, passed_in_row, failed_in_row) VALUES ($1, 1, 0)
            ON CONFLICT (agent_id) DO UPDATE SET passed_in_row = r.passed_in_row + 1, failed_in_row = 0
            RETURNING failed_in_row""";

    private static final String FAILED = """
            INSERT INTO social.challenge_records AS r (agent_id, passed_in_row, failed_in_row) VALUES ($1, 0, 1)
            ON CONFLICT (agent_id) DO UPDATE SET passed_in_row = 0, failed_in_row = r.failed_in_row + 1
            RETURNING failed_in_row""";

    /** Nobody waits for a challenge that is being answered: that decides on it. */
    private static final String EXPIRE = """
            UPDATE social.challenges SET status = 'expired'
            WHERE id IN (SELECT id FROM social.challenges WHERE status = 'open' AND expires_at <= $1
                         ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            RETURNING target_type, target_id""";

    private static final String FORGET = """
            DELETE FROM social.challenges
            WHERE id IN (SELECT id FROM social.challenges WHERE status <> 'open' AND expires_at < $1
                         LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private static final String FORGIVE = "UPDATE social.challenge_records SET failed_in_row = 0 WHERE agent_id = $1";

    /** What decides whether an agent is trusted. */
    record Reputation(boolean claimed, int karma, Instant registered, int passedInRow) {}

    Uni<Optional<Reputation>> reputation(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(REPUTATION)
                .execute(Tuple.of(agent.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Reputation(
                                row.getBoolean("is_claimed"),
                                row.getInteger("karma"),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getInteger("passed_in_row"))));
    }

    Uni<Void> insert(
            SqlConnection transaction,
            ChallengeId id,
            AgentId agent,
            ChallengeTarget target,
            ChallengeSecrets secrets,
            Instant now,
            Instant expiresAt) {
        Tuple values = Tuple.tuple()
                .addUUID(id.value())
                .addString(secrets.codeHash())
                .addString(secrets.answerHash())
                .addUUID(agent.value())
                .addString(target.kind().wireName())
                .addUUID(target.id().value())
                .addOffsetDateTime(atUtc(now))
                .addOffsetDateTime(atUtc(expiresAt));
        return transaction.preparedQuery(INSERT).execute(values).replaceWithVoid();
    }

    /** What is stored of the code and of the answer. */
    record ChallengeSecrets(String codeHash, String answerHash) {}

    /** The agent's own challenge with this code. */
    Uni<Optional<StoredChallenge>> lock(SqlConnection transaction, String codeHash, AgentId agent) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(codeHash, agent.value()))
                .map(rows -> Rows.first(rows, ChallengeRepository::challengeOf));
    }

    Uni<Void> set(SqlConnection transaction, ChallengeId id, String status, int wrongAnswers) {
        return transaction
                .preparedQuery(SET)
                .execute(Tuple.of(id.value(), status, wrongAnswers))
                .replaceWithVoid();
    }

    /** How many it failed in a row, after this one. */
    Uni<Integer> record(SqlConnection transaction, AgentId agent, boolean passed) {
        return transaction
                .preparedQuery(passed ? PASSED : FAILED)
                .execute(Tuple.of(agent.value()))
                .map(rows -> rows.iterator().next().getInteger("failed_in_row"));
    }

    /** Failures that had their consequence have no other. */
    Uni<Void> forgive(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(FORGIVE)
                .execute(Tuple.of(agent.value()))
                .replaceWithVoid();
    }

    /** What is held back by challenges whose time is over. */
    Uni<List<ChallengeTarget>> expire(SqlConnection transaction, Instant now, int limit) {
        return transaction
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(atUtc(now), limit))
                .map(rows -> Rows.list(rows, ChallengeRepository::targetOf));
    }

    /** How many challenges that expired before then were deleted. */
    Uni<Integer> forget(SqlClient client, Instant before, int limit) {
        return client.preparedQuery(FORGET)
                .execute(Tuple.of(atUtc(before), limit))
                .map(done -> done.rowCount());
    }

    private static StoredChallenge challengeOf(Row row) {
        return new StoredChallenge(
                new ChallengeId(row.getUUID("id")),
                row.getString("answer_hash"),
                targetOf(row),
                row.getString("status"),
                row.getInteger("wrong_answers"),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static ChallengeTarget targetOf(Row row) {
        return new ChallengeTarget(
                ChallengeKind.ofStored(row.getString("target_type")), new TargetId(row.getUUID("target_id")));
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
