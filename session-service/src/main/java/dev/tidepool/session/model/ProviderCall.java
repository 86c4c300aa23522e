package dev.tidepool.session.model;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One request to a provider, which can be given up at any point of its life. */
final class ProviderCall {

    private static final long GRACE_MILLIS = 1000;

    private final String path;
    private final String accept;
    private final Optional<Buffer> body;
    private @Nullable HttpClientRequest request;
    private @Nullable ProviderResponse response;
    private boolean abandoned;
    private boolean left;

    private ProviderCall(String path, String accept, Optional<Buffer> body) {
        this.path = path;
        this.accept = accept;
        this.body = body;
    }

    static ProviderCall get(String path) {
        return new ProviderCall(path, "application/json", Optional.empty());
    }

    static ProviderCall post(String path, String accept, Buffer body) {
        return new ProviderCall(path, accept, Optional.of(body));
    }

    String path() {
        return path;
    }

    String accept() {
        return accept;
    }

    Optional<Buffer> body() {
        return body;
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** The response, of which nothing is read yet. */
    synchronized Future<ProviderResponse> send(HttpClientRequest opened) {
        request = opened;
        if (abandoned) {
            // Nobody is told of the reset's failure here, and the client would log what has no handler.
            opened.exceptionHandler(expected -> {}).reset();
            return Future.failedFuture(new CancellationException("given up before it was sent"));
        }
        return (body.isPresent() ? opened.send(body.get()) : opened.send())
                .map(ProviderResponse::listenTo)
                .onSuccess(this::hold);
    }

    private synchronized void hold(ProviderResponse begun) {
        response = begun;
    }

    /** Nobody waits for the response any more; the request goes on until it is known whether there is one. */
    synchronized void leave() {
        left = true;
        if (response != null) {
            abandon();
        }
    }

    /** Ends a request that was left. */
    synchronized void endIfLeft() {
        if (left) {
            abandon();
        }
    }

    /** The answer is complete: the provider may end the response by itself, but not for long. */
    synchronized void finish(Vertx vertx) {
        if (response != null && !response.ended().isComplete()) {
            long timer = vertx.setTimer(GRACE_MILLIS, ignored -> breakOff());
            response.ended().onComplete(known -> vertx.cancelTimer(timer));
            response.resume();
        }
    }

    /** Ends the request so that whoever reads the response sees it fail. */
    synchronized void breakOff() {
        if (request != null) {
            request.reset();
        }
    }

    /** Ends the request when nobody reads the response any more. */
    synchronized void abandon() {
        abandoned = true;
        breakOff();
    }
}
