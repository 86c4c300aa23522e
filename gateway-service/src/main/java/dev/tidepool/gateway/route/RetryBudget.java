package dev.tidepool.gateway.route;

/**
 * How many requests may be sent again: a share of all requests, and a few a second in any case. When a service is down, sending
 * everything twice would double its load just then. Each event loop has its own, so nothing is locked. Pure.
 */
final class RetryBudget {

    private final Rules rules;
    private final double floorPerNano;
    private double balance;
    private long refilledAt;

    /**
     * @param share retries for each request, 0.2 for one in five
     * @param floorPerSecond retries a second whatever the requests
     * @param most retries saved up
     */
    record Rules(double share, double floorPerSecond, double most) {
        public Rules {
            if (!(share >= 0 && share <= 1) || !(floorPerSecond >= 0) || !(most >= 1)) {
                throw new IllegalArgumentException(
                        "tidepool.proxy.retry: share must be 0 to 1, floor-per-second at least 0"
                                + " and most at least 1, not " + share + ", " + floorPerSecond + ", " + most);
            }
        }
    }

    /** @param now nanoseconds of the monotonic clock */
    RetryBudget(Rules rules, long now) {
        this.rules = rules;
        this.floorPerNano = rules.floorPerSecond() / 1e9;
        // A second's worth: the first failures after the start find something.
        this.balance = Math.min(rules.most(), rules.floorPerSecond());
        this.refilledAt = now;
    }

    /** A request is sent for the first time. */
    void earn() {
        balance = Math.min(rules.most(), balance + rules.share());
    }

    /** @return whether one may be sent again; if so it is paid for */
    boolean spend(long now) {
        balance = Math.min(rules.most(), balance + (now - refilledAt) * floorPerNano);
        refilledAt = now;
        if (balance < 1) {
            return false;
        }
        balance -= 1;
        return true;
    }
}
