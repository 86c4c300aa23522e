package dev.tidepool.session.session;

/**
 * {@code {"active":2,"idle":1,"closed":4,"expired":0,"total":7,"messages":120}}.
 *
 * @param messages stored in all of these sessions
 */
record SessionStatsView(long active, long idle, long closed, long expired, long total, long messages) {

    static SessionStatsView of(SessionStats stats) {
        return new SessionStatsView(
                of(stats, SessionStatus.ACTIVE),
                of(stats, SessionStatus.IDLE),
                of(stats, SessionStatus.CLOSED),
                of(stats, SessionStatus.EXPIRED),
                stats.sessions().values().stream().mapToLong(Long::longValue).sum(),
                stats.messages());
    }

    private static long of(SessionStats stats, SessionStatus status) {
        return stats.sessions().getOrDefault(status, 0L);
    }
}
