package dev.tidepool.session.skill;

import java.time.Instant;
import java.util.Optional;

/** A line of an execution's log: started, progress, completed, failed or cancelled. */
record LogEntry(int sequence, String event, Optional<String> detail, Instant at) {}
