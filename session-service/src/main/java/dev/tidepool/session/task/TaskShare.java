package dev.tidepool.session.task;

/**
 * How many tasks of one organisation an instance runs: a quarter of what it can run, and no more than half of what is free. So
 * the organisations that are at work leave room for one that comes, however many they are. Pure.
 */
final class TaskShare {

    private static final int SHARES = 4;

    private TaskShare() {}

    /**
     * @param most tasks that the instance runs at the same time
     * @param free how many it could begin now
     */
    static int of(int most, int free) {
        return Math.max(1, Math.min(most / SHARES, free / 2));
    }
}
