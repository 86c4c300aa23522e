package dev.tidepool.gateway.route;

import java.time.Duration;

/** Whether one address of a service is asked, and the only steps between. Times are nanoseconds of the monotonic clock. Pure. */
sealed interface EndpointState {

    /** After this many doublings the pause has long reached its limit. */
    int MAX_DOUBLINGS = 20;

    /**
     * @param failures in a row until the address is left alone
     * @param firstPause how long, the first time; each further time in a row it is twice as long
     * @param longestPause where the doubling ends
     */
    record Rules(int failures, Duration firstPause, Duration longestPause) {
        public Rules {
            if (failures < 1
                    || firstPause.isNegative()
                    || firstPause.isZero()
                    || longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException(
                        "tidepool.proxy.ejection: failures must be at least 1 and first-pause"
                                + " more than 0 and at most longest-pause, not " + failures + ", " + firstPause + ", "
                                + longestPause);
            }
        }

        private Duration pause(int ejections) {
            long nanos = firstPause.toNanos() << Math.min(ejections, MAX_DOUBLINGS);
            return nanos <= 0 || nanos > longestPause.toNanos() ? longestPause : Duration.ofNanos(nanos);
        }
    }

    boolean isEjected(long now);

    EndpointState onFailure(Rules rules, long now);

    default EndpointState onSuccess() {
        return InUse.FRESH;
    }

    /** @param failures in a row so far */
    record InUse(int failures) implements EndpointState {

        static final InUse FRESH = new InUse(0);

        @Override
        public boolean isEjected(long now) {
            return false;
        }

        @Override
        public EndpointState onSuccess() {
            return failures == 0 ? this : FRESH;
        }

        @Override
        public EndpointState onFailure(Rules rules, long now) {
            return failures + 1 < rules.failures() ? new InUse(failures + 1) : Ejected.after(rules, 0, now);
        }
    }

    /**
     * Left alone until {@code until}; from then on it is asked again, and one failure more ejects it for longer.
     *
     * @param before ejections before this one, without a success between
     */
    record Ejected(long until, int before) implements EndpointState {

        private static Ejected after(Rules rules, int before, long now) {
            return new Ejected(now + rules.pause(before).toNanos(), before);
        }

        @Override
        public boolean isEjected(long now) {
            return now - until < 0;
        }

        /** A request sent before the ejection may fail during it: that is no news. */
        @Override
        public EndpointState onFailure(Rules rules, long now) {
            return isEjected(now) ? this : after(rules, Math.min(before + 1, MAX_DOUBLINGS), now);
        }
    }
}
