package dev.tidepool.session.socket;

import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/** Tells what stands behind events that only name it, for sockets. Implemented by the features whose events they are. */
public interface EventContents {

    /** Of the events, {@code subject:verb}. */
    String type();

    /**
     * What is told in place of the events' own data.
     *
     * @param events at least one, of this type, in their order
     * @return JSON by the events' sequence; of one that is missing its own data is told
     */
    Uni<Map<Long, String>> of(SqlConnection transaction, Session session, List<StoredEvent> events);
}
