package dev.tidepool.session.task;

import java.time.Duration;

/** Fails a handler that could not begin for want of room: the task waits on, and no attempt is counted. */
public final class TaskPutOff extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** @param pause the shortest until it is begun again */
    public TaskPutOff(Duration pause) {
        super("put off for " + pause, null, false, false);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
