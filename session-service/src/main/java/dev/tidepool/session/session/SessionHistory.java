package dev.tidepool.session.session;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** What was said in a session, for answers that bring it along. */
public interface SessionHistory {

    /** The newest messages as JSON objects, oldest of them first. */
    Uni<List<?>> newest(Session session);
}
