package dev.tidepool.session.socket;

import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what stands behind events that only name it, for sockets. Implemented by the features whose events they are. */
public interface EventContents {

    /** Of the events, {@code subject:verb}. */
    String type();

    /**
     * What is told in place of the events' own data.
     *
     * @param told JSON by the events' sequence; of one that is missing its own data is told
     * @param until the sequence of the last event that was looked at, when all of them would have been too much at once
     */
    record Contents(Map<Long, String> told, Optional<Long> until) {

        public static Contents ofAll(Map<Long, String> told) {
            return new Contents(told, Optional.empty());
        }
    }

    /** @param events at least one, of this type, in their order */
    Uni<Contents> of(SqlConnection transaction, Session session, List<StoredEvent> events);
}
