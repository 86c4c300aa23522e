package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Stores subscriptions, and how many a submolt has. */
@ApplicationScoped
class SubscriptionRepository {

    private static final String INSERT = """
            INSERT INTO social.subscriptions (agent_id, submolt_id, created_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING""";

    private static final String DELETE = "DELETE FROM social.subscriptions WHERE agent_id = $1 AND submolt_id = $2";

    private static final String COUNT =
            "UPDATE social.submolts SET subscriber_count = subscriber_count + $2 WHERE id = $1";

    /** Whether it was not there yet. */
    Uni<Boolean> insert(SqlConnection transaction, AgentId agent, SubmoltId submolt, Instant now) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(agent.value(), submolt.value(), now.atOffset(ZoneOffset.UTC)))
                .map(done -> done.rowCount() == 1);
    }

    /** Whether it was there. */
    Uni<Boolean> delete(SqlConnection transaction, AgentId agent, SubmoltId submolt) {
        return transaction
                .preparedQuery(DELETE)
                .execute(Tuple.of(agent.value(), submolt.value()))
                .map(done -> done.rowCount() == 1);
    }

    Uni<Void> count(SqlConnection transaction, SubmoltId submolt, int change) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(submolt.value(), change))
                .replaceWithVoid();
    }
}
