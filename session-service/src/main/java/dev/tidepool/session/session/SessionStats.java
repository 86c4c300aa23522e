package dev.tidepool.session.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An organisation's sessions, counted.
 *
 * @param sessions how many there are in each state; none missing
 * @param messages stored in all of them
 */
record SessionStats(Map<SessionStatus, Long> sessions, long messages) {

    /** The sessions in one state. */
    record Counted(SessionStatus status, long sessions, long messages) {}

    static SessionStats of(List<Counted> all) {
        Map<SessionStatus, Long> sessions = new EnumMap<>(SessionStatus.class);
        for (SessionStatus status : SessionStatus.values()) {
            sessions.put(status, 0L);
        }
        all.forEach(counted -> sessions.put(counted.status(), counted.sessions()));
        return new SessionStats(
                sessions, all.stream().mapToLong(Counted::messages).sum());
    }
}
