package dev.tidepool.session.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Writes a comment to a stream of events whenever it was silent for long: readers pass over it, idle limits on its way do not. */
final class KeepAlive {

    private static final String COMMENT = ": keep-alive\n\n";

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final long silenceMillis;
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean stopped;
    private volatile long timer;

    private KeepAlive(Vertx vertx, HttpServerResponse response, Duration silence) {
        this.vertx = vertx;
        this.response = response;
        this.silenceMillis = Math.max(1, silence.toMillis());
    }

    static KeepAlive start(Vertx vertx, HttpServerResponse response, Duration silence) {
        KeepAlive started = new KeepAlive(vertx, response, silence);
        started.watch(started.silenceMillis);
        return started;
    }

    /** Something was written. */
    void written() {
        lastWrite = System.nanoTime();
    }

    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** The timer is set again only when it runs out: events cost nothing more. */
    private void watch(long millis) {
        timer = vertx.setTimer(millis, due -> check());
    }

    private void check() {
        if (stopped || response.ended() || response.closed()) {
            return;
        }
        long silent = (System.nanoTime() - lastWrite) / 1_000_000;
        if (silent < silenceMillis) {
            watch(silenceMillis - silent);
            return;
        }
        // A reader who is behind has enough to read.
        if (!response.writeQueueFull()) {
            response.write(COMMENT);
        }
        written();
        watch(silenceMillis);
    }
}
