package dev.tidepool.local.suite;

/** What the launcher is doing. */
public enum Phase {
    STARTING,
    RUNNING,
    STOPPING
}
