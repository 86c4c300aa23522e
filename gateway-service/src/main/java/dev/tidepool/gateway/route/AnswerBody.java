package dev.tidepool.gateway.route;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/** The body of a service's answer on its way to the client, whose head is ready but not sent. */
final class AnswerBody {

    private AnswerBody() {}

    /** @param broke told when the service's answer ends before it is whole */
    static void relay(
            HttpMethod method, HttpClientResponse answer, HttpServerResponse response, Handler<Throwable> broke) {
        String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (hasNoBody(method, answer.statusCode())) {
            answer.resume();
            response.end();
        } else if (length == null) {
            response.setChunked(true);
            pipe(answer, response, broke);
        } else {
            relayWhole(answer, response, length, broke);
        }
    }

    private static boolean hasNoBody(HttpMethod method, int status) {
        return method.equals(HttpMethod.HEAD) || status == 204 || status == 304;
    }

    private static void pipe(HttpClientResponse answer, HttpServerResponse response, Handler<Throwable> broke) {
        answer.pipe().endOnFailure(false).to(response).onFailure(broke);
    }

    /** Most answers come in one piece: it goes out as one, head and all. Any other is piped from its first piece on. */
    private static void relayWhole(
            HttpClientResponse answer, HttpServerResponse response, String length, Handler<Throwable> broke) {
        answer.exceptionHandler(broke);
        answer.handler(chunk -> {
            if (length.equals(Integer.toString(chunk.length()))) {
                answer.handler(rest -> {});
                response.end(chunk);
            } else {
                response.write(chunk);
                pipe(answer, response, broke);
            }
        });
        answer.endHandler(ended -> {
            if (!response.ended()) {
                response.end();
            }
        });
    }
}
