package dev.tidepool.session.skill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of an execution's log, as JSON. */
record LogEntryView(int sequence, String event, @Nullable String detail, Instant at) {

    static LogEntryView of(LogEntry entry) {
        return new LogEntryView(entry.sequence(), entry.event(), entry.detail().orElse(null), entry.at());
    }
}
