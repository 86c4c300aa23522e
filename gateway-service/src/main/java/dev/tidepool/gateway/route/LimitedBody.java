package dev.tidepool.gateway.route;

import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A request's body that fails with 413 once more bytes came than the route allows, whatever Content-Length said. */
public final class LimitedBody implements ReadStream<Buffer> {

    private final HttpServerRequest request;
    private final long limit;
    private long received;
    private @Nullable Handler<Throwable> failed;

    public LimitedBody(HttpServerRequest request, long limit) {
        this.request = request;
        this.limit = limit;
    }

    /** Whether the request has a body. */
    static boolean isAnnounced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.equals("0")) || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    /** The refusal of a body longer than this. */
    public static Problem tooLarge(long limit) {
        return Problem.of(CommonError.PAYLOAD_TOO_LARGE, "The body may be at most " + limit + " bytes here.")
                .with("limitBytes", limit);
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
        if (handler == null) {
            request.handler(null);
            return this;
        }
        request.handler(chunk -> accept(chunk, handler));
        return this;
    }

    private void accept(Buffer chunk, Handler<Buffer> handler) {
        long before = received;
        received += chunk.length();
        if (received <= limit) {
            handler.handle(chunk);
        } else if (before <= limit && failed != null) {
            failed.handle(tooLarge(limit));
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        failed = handler;
        request.exceptionHandler(handler);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
        request.endHandler(handler == null ? null : ended -> endWithin(handler));
        return this;
    }

    private void endWithin(Handler<Void> handler) {
        if (received <= limit) {
            handler.handle(null);
        }
    }

    @Override
    public ReadStream<Buffer> pause() {
        request.pause();
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        request.resume();
        return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        request.fetch(amount);
        return this;
    }
}
