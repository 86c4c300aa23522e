package dev.tidepool.session.schedule;

import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.kernel.problem.Problem;
import java.util.UUID;

/** Names one schedule. */
record ScheduleId(UUID value) implements TypedId {

    /** @throws Problem 404 for text that is no id: it names nothing, like any unknown id */
    static ScheduleId fromString(String text) {
        try {
            return new ScheduleId(UUID.fromString(text));
        } catch (IllegalArgumentException malformed) {
            throw Problem.notFound(ScheduleError.SCHEDULE_NOT_FOUND, text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
