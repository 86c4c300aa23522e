package dev.tidepool.gateway.route;

import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.kernel.net.Connections;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** The body of a service's answer on its way to the client, whose head is ready but not sent. */
final class AnswerBody {

    private final HttpServerRequest client;
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Compression compression;

    AnswerBody(HttpServerRequest client, HttpClientResponse answer, Compression compression) {
        this.client = client;
        this.answer = answer;
        this.response = client.response();
        this.compression = compression;
    }

    /** @param broke told when the service's answer ends before it is whole */
    void relay(Handler<Throwable> broke) {
        String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (hasNoBody(client.method(), answer.statusCode())) {
            compression.stream(client, response);
            answer.resume();
            response.end();
        } else if (length == null) {
            response.setChunked(true);
            compression.stream(client, response);
            pipe(broke);
        } else {
            relayWhole(length, broke);
        }
    }

    /** A reset of the answer would not be told to who waits for its end; closing its connection is. */
    static void breakOff(HttpServerRequest client) {
        Connections.cut(client.connection());
    }

    private static boolean hasNoBody(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    private void pipe(Handler<Throwable> broke) {
        answer.pipe().endOnFailure(false).to(response).onFailure(broke);
    }

    /** Most answers come in one piece: it goes out as one, head and all. Any other is piped from its first piece on. */
    private void relayWhole(String length, Handler<Throwable> broke) {
        answer.exceptionHandler(broke);
        answer.handler(chunk -> {
            if (length.equals(Integer.toString(chunk.length()))) {
                answer.handler(rest -> {});
                response.end(compression.whole(client, answer.statusCode(), response.headers(), chunk));
            } else {
                compression.stream(client, response);
                response.write(chunk);
                pipe(broke);
            }
        });
        answer.endHandler(ended -> {
            if (!response.ended()) {
                response.end();
            }
        });
    }
}
