package dev.tidepool.gateway.limit;

import java.util.List;

/** What a trip to Redis asks for and brings back. Times are microseconds. */
final class Lease {

    private Lease() {}

    /**
     * @param wanted admissions to take now
     * @param least how many are of use together; when there are not as many as wanted, a multiple of it is taken
     * @param back admissions taken before and not used
     * @param takenAt when those were taken, by Redis's clock
     */
    record Request(int wanted, int least, int back, long takenAt) {}

    /**
     * @param granted admissions that are this gateway's, to be used within the step of Redis's clock that {@code now} is in
     * @param now of Redis's clock
     * @param windows what is left for all gateways after these
     */
    record Grant(int granted, long now, List<RateState.Window> windows) {}
}
