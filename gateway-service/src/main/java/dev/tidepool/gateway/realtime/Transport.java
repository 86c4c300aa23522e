package dev.tidepool.gateway.realtime;

import io.smallrye.mutiny.Uni;

/** The wire under a subscriber. */
interface Transport {

    /** Completes when the text is handed to the network. */
    Uni<Void> send(String text);

    void close(int code, String reason);
}
