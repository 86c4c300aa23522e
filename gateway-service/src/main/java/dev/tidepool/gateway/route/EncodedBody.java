package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.BodyEncoder;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** The way of a body through an encoder to the client: as slow as the client, never more than a piece ahead. */
final class EncodedBody implements WriteStream<Buffer> {

    private final HttpServerResponse response;
    private final BodyEncoder encoder;

    EncodedBody(HttpServerResponse response, BodyEncoder encoder) {
        this.response = response;
        this.encoder = encoder;
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        response.exceptionHandler(handler);
        return this;
    }

    @Override
    public Future<Void> write(Buffer piece) {
        Buffer ready = encoder.encode(piece);
        return ready.length() == 0 ? Future.succeededFuture() : response.write(ready);
    }

    @Override
    public void write(Buffer piece, Handler<AsyncResult<Void>> handler) {
        write(piece).onComplete(handler);
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        response.end(encoder.finish(), handler);
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int bytes) {
        response.setWriteQueueMaxSize(bytes);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return response.writeQueueFull();
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        response.drainHandler(handler);
        return this;
    }
}
