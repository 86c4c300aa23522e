package dev.tidepool.kernel.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/** Reads an answer's body that somebody else made, up to a limit. */
public final class BoundedBody {

    private BoundedBody() {}

    /**
     * The whole body. Resumes the response if it is paused.
     *
     * @param tooLong why it fails when the body is longer; the connection is given up then
     */
    public static Future<Buffer> read(
            HttpClientResponse response, long maxBytes, Supplier<? extends Throwable> tooLong) {
        return read(response, maxBytes, tooLong, () -> response.request().reset());
    }

    /**
     * The same of a body that comes in another way.
     *
     * @param giveUp called when it is longer
     */
    public static Future<Buffer> read(
            ReadStream<Buffer> source, long maxBytes, Supplier<? extends Throwable> tooLong, Runnable giveUp) {
        Promise<Buffer> done = Promise.promise();
        Buffer body = Buffer.buffer();
        source.handler(part -> {
            if (body.length() + part.length() <= maxBytes) {
                body.appendBuffer(part);
            } else if (done.tryFail(tooLong.get())) {
                giveUp.run();
            }
        });
        source.exceptionHandler(done::tryFail);
        source.endHandler(ended -> done.tryComplete(body));
        source.resume();
        return done.future();
    }
}
