package dev.tidepool.gateway.edge;

import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;

/** What is done once for each request, when its answer is complete or its client is gone. */
@Singleton
class Settlement {

    private final Drain drain;
    private final RequestMetrics metrics;
    private final ExchangeLog log;

    Settlement(Drain drain, RequestMetrics metrics, ExchangeLog log) {
        this.drain = drain;
        this.metrics = metrics;
        this.log = log;
    }

    void watch(Exchange exchange) {
        HttpServerResponse response = exchange.response();
        response.endHandler(ended -> settle(exchange, false));
        response.closeHandler(closed -> settle(exchange, true));
        response.exceptionHandler(failed -> settle(exchange, true));
    }

    /** Harmless when repeated. */
    void settle(Exchange exchange, boolean clientGone) {
        if (exchange.isSettled()) {
            return;
        }
        // First of all: whatever fails after it, the process does not wait for this request.
        if (exchange.isCounted()) {
            drain.leave(exchange);
        }
        exchange.settle(clientGone);
        long nanos = exchange.nanosSoFar();
        metrics.record(exchange, nanos);
        exchange.trace().ended(exchange.response().getStatusCode());
        log.write(exchange, nanos);
    }
}
