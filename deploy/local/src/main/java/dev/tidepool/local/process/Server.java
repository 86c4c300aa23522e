package dev.tidepool.local.process;

import java.util.OptionalLong;

/** One part of the running suite, as the launcher starts, watches and stops it. */
public interface Server {
    /** Short and unique: the first column of the table, and the name of the log. */
    String name();

    /** Where it answers, without credentials. */
    String url();

    /** How anyone can ask whether it is ready. */
    Probe probe();

    /**
     * Starts it and returns when it is ready.
     *
     * @throws dev.tidepool.local.LaunchFailure when it dies or is not ready in time
     */
    void start();

    /** Whether the process runs; a server of the user's always does, as far as the launcher is concerned. */
    boolean isAlive();

    /** How the process ended; only when it is no longer alive. */
    String ending();

    /** The process, where the launcher owns one. */
    OptionalLong pid();

    /** Ends it: politely, and for good once its time is up. Harmless when it does not run; it cannot start again. */
    void stop(StopMode mode);
}
