package dev.tidepool.session.task;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/** What a {@link TaskHandler} knows of the task it runs, and what it may say of it. */
public interface TaskContext {

    /** As it was when this attempt began. */
    Task task();

    /** What was last kept, by this attempt or one before it. */
    Optional<JsonObject> checkpoint();

    /** The same in all attempts of the task: for requests to others that know such keys. */
    String idempotencyKey();

    /**
     * The same in all attempts until one is known to be over, because a worker told so; another after that. For work that goes on
     * when an attempt falls silent, and is given up with an attempt that ends.
     */
    String continuationKey();

    /** Whether a result or a checkpoint can be kept: it is not too long, and of characters that can be stored. */
    boolean canKeep(JsonObject json);

    /** Keeps how far the work has come. Fails when the task runs elsewhere by now. */
    Uni<Void> checkpoint(JsonObject reached);

    /**
     * The same as part of a transaction of the task's organisation: what else the transaction does is done once, whatever
     * happens to this attempt. Fails, and so undoes the transaction, when the task runs elsewhere or was ended.
     */
    Uni<Void> keep(SqlConnection transaction, JsonObject reached);

    /** Tells how far the work has come. It is stored and passed on now and then only, so telling it often costs nothing. */
    void progress(int percent, String note);
}
