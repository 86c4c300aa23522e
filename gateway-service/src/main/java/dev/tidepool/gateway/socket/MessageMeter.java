package dev.tidepool.gateway.socket;

/**
 * Counts an organisation's messages of the current minute of the clock: its own, plus what it has been told of the other
 * gateways'. The others are asked each time a twentieth of the limit has been used here, so that each other gateway with
 * sockets of the organisation may let at most that twentieth, and what comes in during one round trip, pass too much. Around
 * the turn of a minute a client may send twice the limit. Pure; not thread-safe.
 */
final class MessageMeter {

    private static final long MINUTE = 60_000;
    private static final int REPORTS = 20;

    private final int limit;
    private final int reportEvery;
    private long minute = -1;
    private int counted;
    private int reported;
    private int elsewhere;

    MessageMeter(int limit) {
        this.limit = limit;
        this.reportEvery = Math.max(1, limit / REPORTS);
    }

    /** @return whether the message may pass */
    boolean take(long nowMillis) {
        turnTo(nowMillis / MINUTE);
        if (counted + elsewhere >= limit) {
            return false;
        }
        counted++;
        return true;
    }

    /** How many messages to report to the others now; 0 if it is not time. They count as reported. */
    int due() {
        int unreported = counted - reported;
        if (unreported < reportEvery) {
            return 0;
        }
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
