package dev.tidepool.social.journal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;

/** Brings the journal up to date. */
@ApplicationScoped
class JournalRepository {

    /**
     * Positions are given while the lock is held, and it is held until the transaction's end: whoever sees one sees all before it. Nothing is
     * moved while another instance does.
     */
    private static final String MOVE = """
            WITH taken AS (
                DELETE FROM social.journal_inbox
                WHERE id IN (SELECT id FROM social.journal_inbox
                    WHERE (SELECT pg_try_advisory_xact_lock(hashtext('social.journal'))) ORDER BY id LIMIT $1)
                RETURNING *)
            INSERT INTO social.journal (event_id, type, time, data, agent_id, author_id, submolt_id, organization_id)
            SELECT event_id, type, time, data, agent_id, author_id, submolt_id, organization_id FROM taken ORDER BY id""";

    private static final String DELETE = """
            DELETE FROM social.journal WHERE position IN (
                SELECT position FROM social.journal WHERE time < $1 ORDER BY time LIMIT $2 FOR UPDATE SKIP LOCKED)""";

    private static final String LAST = "SELECT coalesce(max(position), 0) AS last FROM social.journal";

    private final Pool pool;

    JournalRepository(Pool pool) {
        this.pool = pool;
    }

    /** At most so many; how many it moved. */
    Uni<Integer> move(int limit) {
        return pool.withTransaction(transaction ->
                transaction.preparedQuery(MOVE).execute(Tuple.of(limit)).map(rows -> rows.rowCount()));
    }

    /** The position of the last entry, whichever instance moved it; 0 when there is none. */
    Uni<Long> last() {
        return pool.query(LAST).execute().map(rows -> rows.iterator().next().getLong("last"));
    }

    /** At most so many; how many it deleted. */
    Uni<Integer> delete(Instant before, int limit) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }
}
