package dev.tidepool.gateway.realtime;

/** The wire under a subscriber. */
interface Transport {

    void send(String text);

    /** Whether what was sent waits for the client to read. */
    boolean isCongested();

    /** Runs the step once, when the client has read. */
    void whenDrained(Runnable step);

    /** Ends the connection of a client that reads too slowly. */
    void lag();
}
