package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.BodyEncoder;
import dev.tidepool.gateway.reply.Connections;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;

/** The body of a service's answer on its way to the client, whose head is ready but not sent. */
final class AnswerBody {

    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Optional<BodyEncoder> encoder;

    /** @param encoder of the body, if the head says it is encoded */
    AnswerBody(HttpClientResponse answer, HttpServerResponse response, Optional<BodyEncoder> encoder) {
        this.answer = answer;
        this.response = response;
        this.encoder = encoder;
    }

    /** @param broke told when the service's answer ends before it is whole */
    void relay(HttpMethod method, Handler<Throwable> broke) {
        String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (hasNoBody(method, answer.statusCode())) {
            answer.resume();
            response.end();
        } else if (length == null) {
            response.setChunked(true);
            pipe(broke);
        } else {
            relayWhole(length, broke);
        }
    }

    /** Nobody waits for the rest. Harmless when repeated. */
    void discard() {
        encoder.ifPresent(BodyEncoder::discard);
    }

    /** A reset of the answer would not be told to who waits for its end; closing its connection is. */
    static void breakOff(HttpServerRequest client) {
        Connections.cut(client.connection());
    }

    private static boolean hasNoBody(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    private void pipe(Handler<Throwable> broke) {
        WriteStream<Buffer> target = encoder.isPresent() ? new EncodedBody(response, encoder.get()) : response;
        answer.pipe().endOnFailure(false).to(target).onFailure(broke);
    }

    /** Most answers come in one piece: it goes out as one, head and all. Any other is piped from its first piece on. */
    private void relayWhole(String length, Handler<Throwable> broke) {
        answer.exceptionHandler(broke);
        answer.handler(chunk -> {
            if (length.equals(Integer.toString(chunk.length()))) {
                answer.handler(rest -> {});
                response.end(encoder.isPresent() ? whole(encoder.get(), chunk) : chunk);
            } else {
                begin(chunk);
                pipe(broke);
            }
        });
        answer.endHandler(ended -> {
            if (!response.ended()) {
                response.end();
            }
        });
    }

    private static Buffer whole(BodyEncoder encoder, Buffer body) {
        return encoder.encode(body).appendBuffer(encoder.finish());
    }

    private void begin(Buffer chunk) {
        if (encoder.isPresent()) {
            response.setChunked(true);
            Buffer ready = encoder.get().encode(chunk);
            if (ready.length() > 0) {
                response.write(ready);
            }
        } else {
            response.write(chunk);
        }
    }
}
