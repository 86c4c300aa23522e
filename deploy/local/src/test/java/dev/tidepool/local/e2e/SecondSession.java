package dev.tidepool.local.e2e;

import java.io.IOException;
import java.util.Map;

/** Another session service beside the suite's own: they share the database, and so the queue of tasks. */
final class SecondSession extends SecondInstance {

    private SecondSession(ProcessHandle first) throws IOException {
        super("session-service", first, Map.of());
    }

    /** Ready when this returns. */
    static SecondSession startBeside(ProcessHandle first) throws IOException {
        return new SecondSession(first);
    }
}
