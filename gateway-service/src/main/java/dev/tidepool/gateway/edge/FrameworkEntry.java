package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.EdgeCaller;
import dev.tidepool.gateway.auth.EdgeCredential;
import dev.tidepool.gateway.client.Clients;
import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.gateway.limit.RateLimits;
import dev.tidepool.kernel.log.RequestContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The one way into the framework: its router serves only what the edge let pass, and finds on the routing context what the edge
 * found out. Whatever reaches the router otherwise goes through the edge first.
 */
@Singleton
class FrameworkEntry {

    /** Above every other filter. */
    private static final int FIRST = 10_000;

    private static final String FILES = "/api/docs";

    private final EdgeFilters edge;
    private final Settlement settlement;
    private final AnswerHeaders headers;
    private final Compression compression;
    private final Dispatch dispatch;

    FrameworkEntry(
            EdgeFilters edge,
            Settlement settlement,
            AnswerHeaders headers,
            Compression compression,
            Dispatch dispatch) {
        this.edge = edge;
        this.settlement = settlement;
        this.headers = headers;
        this.compression = compression;
        this.dispatch = dispatch;
    }

    void register(@Observes Filters filters) {
        filters.register(this::take, FIRST);
    }

    private void take(RoutingContext routing) {
        edge.enter(routing.request(), exchange -> serve(exchange, routing));
    }

    private void serve(Exchange exchange, RoutingContext routing) {
        // The routing context takes the response's handlers for its own.
        routing.addHeadersEndHandler(head -> headers.write(exchange));
        if (isCompressed(exchange)) {
            routing.addHeadersEndHandler(head -> compression.stream(exchange.request(), exchange.response()));
        }
        routing.addEndHandler(result -> settlement.settle(exchange, result.failed()));
        Clients.keep(routing, exchange.client());
        RequestContext.requestId(routing, exchange.requestId());
        exchange.identifyLog();
        trace(exchange.trace());
        if (exchange.caller() != null) {
            EdgeCaller.put(routing, exchange.caller());
        }
        exchange.credential().ifPresent(credential -> EdgeCredential.put(routing, credential));
        if (exchange.limits() != null) {
            RateLimits.keep(routing, exchange.limits());
        }
        dispatch.serve(exchange, routing);
    }

    /** Reads only: what hands out a secret changes something. The documentation's files are kept compressed. */
    private static boolean isCompressed(Exchange exchange) {
        return exchange.request().method().equals(HttpMethod.GET)
                && !exchange.template().startsWith(FILES);
    }

    /** What the framework does from here on belongs to the request's trace. */
    private static void trace(RequestTrace trace) {
        Span span = trace.span();
        Span current = span != null
                ? span
                : Span.wrap(SpanContext.create(
                        trace.traceId(), trace.spanId(), TraceFlags.getDefault(), TraceState.getDefault()));
        QuarkusContextStorage.INSTANCE.attach(
                Vertx.currentContext(), Context.root().with(current));
    }
}
