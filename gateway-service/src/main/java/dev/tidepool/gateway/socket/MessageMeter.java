package dev.tidepool.gateway.socket;

/**
 * Counts an organisation's messages of the current minute of the clock: its own, plus what it has been told of the other
 * gateways'. The others are asked each time a twentieth of the limit has been used here, so that each other gateway with
 * sockets of the organisation may let at most that twentieth, and what comes in during one round trip, pass too much. Around
 * the turn of a minute a client may send twice the limit. The limit is asked for with each message, so that a change of tier
 * is felt at once. Pure; not thread-safe.
 */
final class MessageMeter {

    private static final long MINUTE = 60_000;
    private static final int REPORTS = 20;

    private long minute = -1;
    private int counted;
    private int reported;
    private int elsewhere;

    /** @param count as how many messages it counts. @return whether the message may pass */
    boolean take(int count, int limit, long nowMillis) {
        turnTo(nowMillis / MINUTE);
        if (counted + elsewhere + count > limit) {
            return false;
        }
        counted += count;
        return true;
    }

    /** How many messages to report to the others now; 0 if it is not time. They count as reported. */
    int due(int limit) {
        int unreported = counted - reported;
        if (unreported < Math.max(1, limit / REPORTS)) {
            return 0;
        }
        reported = counted;
        return unreported;
    }

    /** All that is known of this minute: its own and the others'. */
    int known(long nowMillis) {
        turnTo(nowMillis / MINUTE);
        return counted + elsewhere;
    }

    /** How many the others have not been told of; they count as reported. */
    int untold(long nowMillis) {
        turnTo(nowMillis / MINUTE);
        int unreported = counted - reported;
        reported = counted;
        return unreported;
    }

    /** @param total of all gateways in that minute, all that was reported here included */
    void told(long ofMinute, int total) {
        if (ofMinute == minute) {
            elsewhere = Math.max(elsewhere, total - reported);
        }
    }

    long minute() {
        return minute;
    }

    /** Whether it holds nothing that counts any more. */
    boolean isOver(long nowMillis) {
        return minute != nowMillis / MINUTE;
    }

    static long minuteOf(long nowMillis) {
        return nowMillis / MINUTE;
    }

    static long millisToNextMinute(long nowMillis) {
        return MINUTE - nowMillis % MINUTE;
    }

    private void turnTo(long now) {
        if (now != minute) {
            minute = now;
            counted = 0;
            reported = 0;
            elsewhere = 0;
        }
    }
}
