package dev.tidepool.social.limit;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Whether it is an agent's turn to comment, be it on a post or on a skill: one quota binds both. Ask under the lock on the agent's
 * row.
 */
@ApplicationScoped
public class CommentTurnService {

    /** Deleted comments count too: deleting one must not allow the next. What was held back and never shown does not. */
    private static final String LATEST = """
            SELECT created_at FROM (
                (SELECT created_at FROM social.comments WHERE author_id = $1 AND verification_status <> 'failed'
                 ORDER BY created_at DESC LIMIT $2)
                UNION ALL
                (SELECT created_at FROM social.skill_comments WHERE author_id = $1 AND verification_status <> 'failed'
                 ORDER BY created_at DESC LIMIT $2)) said
            ORDER BY created_at DESC LIMIT $2""";

    private final QuotaService quotas;

    CommentTurnService(QuotaService quotas) {
        this.quotas = quotas;
    }

    /** When the agent commented last, newest first, as often as must be known to decide. */
    public Uni<List<Instant>> latest(SqlConnection transaction, AgentId agent) {
        return transaction
                .preparedQuery(LATEST)
                .execute(Tuple.of(agent.value(), quotas.commentsToKnow()))
                .map(rows -> Rows.list(
                        rows, row -> row.getOffsetDateTime("created_at").toInstant()));
    }

    /**
     * @param registered since when there is the agent
     * @param latest as {@link #latest} read it
     * @throws Problem 429 with when to try again
     */
    public void require(Instant registered, List<Instant> latest, Instant now) {
        quotas.require(
                quotas.comments(registered, now),
                latest,
                now,
                LimitError.COMMENT_TOO_SOON,
                "You commented as often as you may for now. Wait before you comment again.");
    }
}
