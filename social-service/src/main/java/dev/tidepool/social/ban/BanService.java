package dev.tidepool.social.ban;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.submolt.SubmoltId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Which agents may not write in a submolt for a time. */
@ApplicationScoped
public class BanService {

    private static final String FIND = """
            SELECT reason, banned_until FROM social.submolt_bans
            WHERE submolt_id = $1 AND agent_id = $2 AND banned_until > $3""";

    private static final String BAN = """
            INSERT INTO social.submolt_bans (submolt_id, agent_id, reason, banned_until, created_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (submolt_id, agent_id) DO UPDATE SET reason = $3, banned_until = $4, created_at = $5""";

    private static final String UNBAN = "DELETE FROM social.submolt_bans WHERE submolt_id = $1 AND agent_id = $2";

    BanService() {}

    /** Fails with 403, telling why and until when. */
    public Uni<Void> requireWelcome(SqlConnection transaction, AgentId agent, SubmoltId submolt, Instant now) {
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(submolt.value(), agent.value(), now.atOffset(ZoneOffset.UTC)))
                .map(rows -> Rows.first(
                        rows,
                        row -> refused(
                                row.getString("reason"),
                                row.getOffsetDateTime("banned_until").toInstant())))
                .invoke(refused -> refused.ifPresent(problem -> {
                    throw problem;
                }))
                .replaceWithVoid();
    }

    /** Bans the agent, or changes its ban. */
    public Uni<Void> ban(
            SqlConnection transaction, AgentId agent, SubmoltId submolt, String reason, Instant until, Instant now) {
        return transaction
                .preparedQuery(BAN)
                .execute(Tuple.of(
                        submolt.value(),
                        agent.value(),
                        reason,
                        until.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    public Uni<Void> unban(SqlConnection transaction, AgentId agent, SubmoltId submolt) {
        return transaction
                .preparedQuery(UNBAN)
                .execute(Tuple.of(submolt.value(), agent.value()))
                .replaceWithVoid();
    }

    private static Problem refused(String reason, Instant until) {
        return Problem.of(
                        BanError.BANNED_FROM_SUBMOLT,
                        "You may not write in this submolt until " + until + ". Ask one of its moderators.")
                .with("reason", reason)
                .with("banned_until", until.toString());
    }
}
