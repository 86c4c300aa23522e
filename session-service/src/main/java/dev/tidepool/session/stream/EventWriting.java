package dev.tidepool.session.stream;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes events to a response as they come. While its reader is behind, the next is asked for when the last is on its way. */
final class EventWriting implements Flow.Subscriber<String> {

    private final HttpServerResponse response;
    private final KeepAlive alive;
    private final Runnable ended;
    private volatile Flow.@Nullable Subscription events;
    private volatile boolean isCancelled;

    /** @param ended called when the last event is written */
    EventWriting(HttpServerResponse response, KeepAlive alive, Runnable ended) {
        this.response = response;
        this.alive = alive;
        this.ended = ended;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        events = subscription;
        if (isCancelled) {
            subscription.cancel();
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onNext(String event) {
        Future<Void> written = response.write(event);
        alive.written();
        if (response.writeQueueFull()) {
            written.onSuccess(done -> ask());
        } else {
            ask();
        }
    }

    private void ask() {
        Flow.Subscription asked = events;
        if (asked != null) {
            asked.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        alive.stop();
        response.reset();
    }

    @Override
    public void onComplete() {
        alive.stop();
        response.end();
        ended.run();
    }

    /** The client is gone. */
    void cancel() {
        alive.stop();
        isCancelled = true;
        Flow.Subscription given = events;
        if (given != null) {
            given.cancel();
        }
    }
}
