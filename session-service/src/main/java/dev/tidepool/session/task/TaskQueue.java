package dev.tidepool.session.task;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The queue over all organisations, as workers see it. The database's functions do it as the table's owner. */
@ApplicationScoped
class TaskQueue {

    private static final String CLAIM = "SELECT " + TaskRows.COLUMNS + " FROM session.claim_tasks($1, $2, $3, $4, $5)";

    private static final String RENEW =
            "SELECT held_id, held_attempt, cancel FROM session.renew_task_leases($1, $2, $3, $4)";

    private static final String LAPSE = "SELECT " + TaskRows.COLUMNS + " FROM session.lapse_tasks($1)";

    private static final String RELEASE = "SELECT session.release_tasks($1) AS released";

    private static final String COUNT = "SELECT waiting_priority, waiting, oldest_seconds FROM session.count_tasks()";

    private static final String PURGE = "SELECT session.purge_tasks($1, $2) AS purged";

    private static final String PURGE_BEYOND = "SELECT session.purge_tasks_beyond($1, $2) AS purged";

    private final Pool pool;
    private final Duration limit;

    TaskQueue(Pool pool, TaskConfig config) {
        this.pool = pool;
        this.limit = config.queryLimit();
    }

    /** What never answers must not keep whoever asks from asking again. */
    private <T> Uni<T> inTime(Uni<T> answer) {
        return answer.ifNoItem().after(limit).fail();
    }

    /** How many tasks of a priority wait, and how long the longest of them is due. */
    record Depth(TaskPriority priority, long waiting, double oldestSeconds) {}

    /** Gives the worker tasks to run at once. It has no limit in time: what comes late has been given all the same. */
    Uni<List<Task>> claim(WorkerId worker, Set<String> kinds, Duration lease, int slots, int share) {
        Tuple values = Tuple.tuple()
                .addUUID(worker.value())
                .addArrayOfString(kinds.toArray(String[]::new))
                .addDouble(seconds(lease))
                .addInteger(slots)
                .addInteger(share);
        return pool.preparedQuery(CLAIM).execute(values).map(rows -> Rows.list(rows, TaskRows::task));
    }

    /** Prolongs the leases, and tells of each task still held whether it is to be cancelled. */
    Uni<Map<Hold, Boolean>> renew(WorkerId worker, Collection<Hold> holds, Duration lease) {
        List<Hold> all = List.copyOf(holds);
        Tuple values = Tuple.tuple()
                .addUUID(worker.value())
                .addArrayOfUUID(all.stream().map(hold -> hold.task().value()).toArray(UUID[]::new))
                .addArrayOfInteger(all.stream().map(Hold::attempt).toArray(Integer[]::new))
                .addDouble(seconds(lease));
        Map<TaskId, Hold> known = new HashMap<>();
        all.forEach(hold -> known.put(hold.task(), hold));
        return inTime(pool.preparedQuery(RENEW).execute(values)).map(rows -> {
            Map<Hold, Boolean> held = new HashMap<>();
            rows.forEach(row -> held.put(known.get(new TaskId(row.getUUID("held_id"))), row.getBoolean("cancel")));
            return held;
        });
    }

    /** Takes tasks back from workers that fell silent. */
    Uni<List<Task>> lapse(SqlConnection transaction, int batch) {
        return inTime(transaction.preparedQuery(LAPSE).execute(Tuple.of(batch)))
                .map(rows -> Rows.list(rows, TaskRows::task));
    }

    /** Puts back what the worker still holds, and tells how many tasks that were. */
    Uni<Integer> release(WorkerId worker) {
        return pool.preparedQuery(RELEASE)
                .execute(Tuple.of(worker.value()))
                .map(rows -> rows.iterator().next().getInteger("released"));
    }

    Uni<List<Depth>> count() {
        return inTime(pool.preparedQuery(COUNT).execute())
                .map(rows -> Rows.list(
                        rows,
                        row -> new Depth(
                                TaskPriority.ofWireName(row.getString("waiting_priority")),
                                row.getLong("waiting"),
                                row.getDouble("oldest_seconds"))));
    }

    Uni<Integer> purge(Instant before, int batch) {
        return inTime(pool.preparedQuery(PURGE).execute(Tuple.of(before.atOffset(ZoneOffset.UTC), batch)))
                .map(rows -> rows.iterator().next().getInteger("purged"));
    }

    /** Of organisations that have more ended tasks than are kept. */
    Uni<Integer> purgeBeyond(int kept, int batch) {
        return inTime(pool.preparedQuery(PURGE_BEYOND).execute(Tuple.of(kept, batch)))
                .map(rows -> rows.iterator().next().getInteger("purged"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
