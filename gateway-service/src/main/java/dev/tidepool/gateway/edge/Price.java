package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.ToolCost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * How many requests a request counts as. It is said by the route's line, and where one route leads to many tools by the body too, which
 * is read first then: what is counted only when it is done may have been done many times over by then.
 */
final class Price {

    private Price() {}

    /** Completed at once unless the body is to be read for it; of a client that leaves meanwhile never. */
    static Future<Integer> of(Exchange exchange) {
        int most = exchange.route().cost();
        return exchange.route().cheaperByTool() && isShort(exchange.request())
                ? read(exchange).map(message -> ToolCost.isDear(message.getBytes()) ? most : 1)
                : Future.succeededFuture(most);
    }

    private static Future<Buffer> read(Exchange exchange) {
        Reply.askForBody(exchange.request());
        Future<Buffer> body = exchange.request().body().onSuccess(exchange::body);
        exchange.request().resume();
        return body;
    }

    private static boolean isShort(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        // A number: the route's filter has looked at it.
        return length != null && !request.isEnded() && Long.parseLong(length) <= ToolCost.MOST_BYTES;
    }
}
