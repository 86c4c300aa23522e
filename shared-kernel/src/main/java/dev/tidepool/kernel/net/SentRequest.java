package dev.tidepool.kernel.net;

import io.vertx.core.http.HttpClientRequest;
import org.jspecify.annotations.Nullable;

/** A request that may be given up before it is opened, and after: its connection is closed and does not wait for the answer. */
final class SentRequest {

    private @Nullable HttpClientRequest request;
    private boolean isGivenUp;

    synchronized void opened(HttpClientRequest opened) {
        request = opened;
        if (isGivenUp) {
            opened.reset();
        }
    }

    synchronized void giveUp() {
        isGivenUp = true;
        if (request != null) {
            request.reset();
        }
    }
}
