package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Submolts that are held back until their makers pass a challenge. */
@ApplicationScoped
class PendingSubmoltRepository {

    private static final String RELEASE = """
            UPDATE social.submolts SET verification_status = 'verified'
            WHERE id = $1 AND verification_status = 'pending' RETURNING name""";

    /** Its name is free again. */
    private static final String DROP = """
            UPDATE social.submolts SET verification_status = 'failed', name = id::text
            WHERE id = ANY ($1) AND verification_status = 'pending'""";

    private static final String END_ROLES = "DELETE FROM social.moderators WHERE submolt_id = ANY ($1)";

    private static final String END_SUBSCRIPTIONS = "DELETE FROM social.subscriptions WHERE submolt_id = ANY ($1)";

    /** Its name, or empty when it is not held back. */
    Uni<Optional<String>> release(SqlConnection transaction, SubmoltId id) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(rows, row -> row.getString("name")));
    }

    Uni<Void> drop(SqlConnection transaction, List<SubmoltId> submolts) {
        Tuple ids = Tuple.of(submolts.stream().map(SubmoltId::value).toArray(UUID[]::new));
        return transaction
                .preparedQuery(DROP)
                .execute(ids)
                .chain(() -> transaction.preparedQuery(END_ROLES).execute(ids))
                .chain(() -> transaction.preparedQuery(END_SUBSCRIPTIONS).execute(ids))
                .replaceWithVoid();
    }
}
