package dev.tidepool.local.process;

/** How much time a server gets to end. */
public enum StopMode {
    /** All it needs to finish requests and write what it holds. */
    ORDERLY,
    /** Seconds: the start has failed and the person waits for the message. */
    AT_ONCE
}
