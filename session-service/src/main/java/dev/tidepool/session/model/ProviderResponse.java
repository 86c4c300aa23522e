package dev.tidepool.session.model;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A provider's response that is listened to from the moment its head is there. A paused response of the HTTP client tells nobody
 * of a connection that breaks before somebody reads it; this one keeps what comes and tells its reader, later, in order.
 */
final class ProviderResponse implements ReadStream<Buffer> {

    /** Parts that are kept for a reader who is behind; then the connection is not read any more. */
    private static final int MOST_KEPT = 8;

    private final HttpClientResponse response;
    private final Context context;
    private final Future<Void> ended;
    private final Queue<Buffer> kept = new ArrayDeque<>();
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private @Nullable Runnable end;
    private long demand;
    private boolean isRead;
    private boolean isHeldBack;
    private boolean isBroken;

    private ProviderResponse(HttpClientResponse response, Context context) {
        this.response = response;
        this.context = context;
        this.ended = response.end();
    }

    /** To be called when the head comes, before anything else can. */
    static ProviderResponse listenTo(HttpClientResponse received) {
        ProviderResponse listening =
                new ProviderResponse(received, Objects.requireNonNull(Vertx.currentContext(), "no context"));
        received.handler(listening::keep);
        received.endHandler(ended -> listening.end(listening::tellEnd));
        received.exceptionHandler(listening::broke);
        return listening;
    }

    int status() {
        return response.statusCode();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name));
    }

    /** Completes when the provider ended the response, or fails when the connection broke. */
    Future<Void> ended() {
        return ended;
    }

    /** Whether there is something to read that its reader has not asked for yet: then the silence is not the provider's. */
    synchronized boolean isReaderBehind() {
        return !kept.isEmpty();
    }

    /** Ends the request; a reader sees the response fail. */
    void breakOff() {
        response.request().reset();
    }

    @Override
    public synchronized ProviderResponse handler(@Nullable Handler<Buffer> reader) {
        handler = reader;
        return this;
    }

    @Override
    public synchronized ProviderResponse endHandler(@Nullable Handler<Void> reader) {
        endHandler = reader;
        return this;
    }

    @Override
    public synchronized ProviderResponse exceptionHandler(@Nullable Handler<Throwable> reader) {
        exceptionHandler = reader;
        return this;
    }

    @Override
    public synchronized ProviderResponse pause() {
        demand = 0;
        return this;
    }

    @Override
    public ProviderResponse resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public synchronized ProviderResponse fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        isRead = true;
        if (!kept.isEmpty() || end != null) {
            context.runOnContext(asked -> deliver());
        }
        return this;
    }

    private void keep(Buffer part) {
        synchronized (this) {
            kept.add(part);
            if (kept.size() >= MOST_KEPT && !isBroken) {
                isHeldBack = true;
                response.pause();
            }
        }
        deliver();
    }

    /** What the provider said before comes first, unless it was ourselves who broke it off. */
    private void broke(Throwable failure) {
        synchronized (this) {
            isBroken = true;
            if (failure instanceof StreamResetException) {
                kept.clear();
            }
        }
        response.resume();
        context.runOnContext(drained -> end(() -> tellFailure(failure)));
    }

    private void end(Runnable telling) {
        synchronized (this) {
            end = telling;
        }
        deliver();
    }

    /** On the context only, where nothing else is delivered meanwhile. */
    private void deliver() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        if (!isRead) {
            return null;
        }
        if (!kept.isEmpty()) {
            return demand == 0 ? null : nextPart();
        }
        if (isHeldBack) {
            isHeldBack = false;
            response.resume();
        }
        @Nullable Runnable last = end;
        end = null;
        return last;
    }

    private Runnable nextPart() {
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        Buffer part = kept.remove();
        @Nullable Handler<Buffer> reader = handler;
        return () -> {
            if (reader != null) {
                reader.handle(part);
            }
        };
    }

    private void tellEnd() {
        @Nullable Handler<Void> reader;
        synchronized (this) {
            reader = endHandler;
        }
        if (reader != null) {
            reader.handle(null);
        }
    }

    private void tellFailure(Throwable failure) {
        @Nullable Handler<Throwable> reader;
        synchronized (this) {
            reader = exceptionHandler;
        }
        if (reader != null) {
            reader.handle(failure);
        }
    }
}
