package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.InternalTokenIssuer;
import dev.tidepool.gateway.cache.CachedAnswers;
import dev.tidepool.gateway.realtime.RealtimeSockets;
import dev.tidepool.gateway.realtime.SocketOwners;
import dev.tidepool.gateway.realtime.TicketService;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.Access;
import dev.tidepool.gateway.route.Caching;
import dev.tidepool.gateway.route.Forwarding;
import dev.tidepool.gateway.route.HttpProxy;
import dev.tidepool.gateway.route.LimitedBody;
import dev.tidepool.gateway.route.Relay;
import dev.tidepool.gateway.route.SocketProxy;
import dev.tidepool.gateway.route.Target;
import dev.tidepool.gateway.route.TimeLimits;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.socket.Handshake;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Hands an admitted request to whoever serves it: a service through the proxy, or the gateway's own resources. */
@Singleton
class Dispatch {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private static final Caller NOBODY = new Caller.Anonymous(Set.of());

    private final HttpProxy proxy;
    private final SocketProxy sockets;
    private final RealtimeSockets realtime;
    private final CachedAnswers cache;
    private final Settlement settlement;
    private final InternalTokenIssuer tokens;
    private final TimeLimits limits;

    Dispatch(
            HttpProxy proxy,
            SocketProxy sockets,
            RealtimeSockets realtime,
            CachedAnswers cache,
            Settlement settlement,
            InternalTokenIssuer tokens,
            TimeLimits limits) {
        this.proxy = proxy;
        this.realtime = realtime;
        this.settlement = settlement;
        this.cache = cache;
        this.sockets = sockets;
        this.tokens = tokens;
        this.limits = limits;
    }

    void serve(Exchange exchange) {
        Optional<Caching> caching = exchange.route().caching();
        if (caching.isEmpty() || !answersFromCache(exchange, caching.get())) {
            serveAnew(exchange);
        }
    }

    private boolean answersFromCache(Exchange exchange, Caching caching) {
        String pathAndQuery = pathAndQuery(exchange);
        if (!cache.serves(exchange.request(), pathAndQuery)) {
            return false;
        }
        boolean forEverybody = !(exchange.route().access() instanceof Access.Protected);
        CachedAnswers.Read read = new CachedAnswers.Read(exchange.request(), pathAndQuery, caching, forEverybody);
        if (exchange.route().target() instanceof Target.Proxied proxied) {
            cache.answerFetched(
                    read,
                    bytes -> proxy.fetch(forwarding(exchange, proxied.upstream()), bytes),
                    reason -> serveAnew(exchange, reason));
            return true;
        }
        return cache.answerDocument(read, reason -> serveAnew(exchange, reason));
    }

    /** There is nothing to be kept. A service that took too long is not asked a second time. */
    private void serveAnew(Exchange exchange, Throwable reason) {
        if (exchange.isSettled()) {
            return;
        }
        if (reason instanceof Problem timedOut) {
            exchange.refuse(timedOut);
        } else {
            serveAnew(exchange);
        }
    }

    private void serveAnew(Exchange exchange) {
        switch (exchange.route().target()) {
            case Target.Proxied proxied -> {
                Relay relay =
                        proxy.relay(exchange.request(), forwarding(exchange, proxied.upstream()), exchange.body());
                exchange.relay(relay);
                relay.start();
            }
            case Target.ProxiedSocket socket ->
                sockets.forward(handshake(exchange), forwarding(exchange, socket.upstream()));
            case Target.LocalSocket socket -> realtime.open(handshake(exchange));
            case Target.Local local -> exchange.serveLocally();
        }
    }

    private Handshake handshake(Exchange exchange) {
        dropCarriedCredential(exchange.request());
        return new Handshake(
                exchange.request(),
                exchange.origin(),
                exchange.credential().map(SocketOwners::of),
                exchange::refuse,
                () -> settlement.settle(exchange, false));
    }

    /** Goes on inside the framework, whose router now knows the request. */
    void serve(Exchange exchange, RoutingContext routing) {
        switch (exchange.route().target()) {
            case Target.Local local -> serveLocally(exchange, routing);
            case Target.Proxied proxied -> throw servedBefore(exchange);
            case Target.ProxiedSocket socket -> throw servedBefore(exchange);
            case Target.LocalSocket socket -> throw servedBefore(exchange);
        }
    }

    private static IllegalStateException servedBefore(Exchange exchange) {
        return new IllegalStateException("no router serves this: " + exchange.path());
    }

    private Forwarding forwarding(Exchange exchange, Upstream upstream) {
        Caller caller = exchange.caller();
        exchange.trace().forwarded(upstream.wireName());
        return new Forwarding(
                exchange.route(),
                upstream,
                exchange.path(),
                pathAndQuery(exchange),
                tokens.headerFor(caller == null ? NOBODY : caller),
                exchange.client(),
                exchange.requestId(),
                exchange.trace().traceparent());
    }

    private static String pathAndQuery(Exchange exchange) {
        String query = exchange.route().isSocket()
                ? TicketService.removedFrom(exchange.request().query())
                : exchange.request().query();
        return query == null ? exchange.path() : exchange.path() + "?" + query;
    }

    /** The offer that is left names real subprotocols only; the rest was a credential and stays here. */
    private static void dropCarriedCredential(HttpServerRequest request) {
        String offered = request.getHeader(SUBPROTOCOL);
        if (offered != null && offered.contains(Handshake.CARRIER)) {
            request.headers().set(SUBPROTOCOL, Handshake.CARRIER);
        }
    }

    /** The gateway's own bodies are short: they are read whole, within their limit, before a resource sees them. */
    private void serveLocally(Exchange exchange, RoutingContext routing) {
        HttpServerRequest request = routing.request();
        // One that was announced and is empty may have ended before it could be paused.
        boolean hasBody = !request.isEnded()
                && (request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null);
        if (!hasBody) {
            request.resume();
            proceed(exchange, routing);
            return;
        }
        Reply.askForBody(request);
        Buffer body = Buffer.buffer();
        LimitedBody limited = new LimitedBody(request, exchange.route().maxBodyBytes());
        limited.exceptionHandler(failure -> refuse(routing, failure));
        limited.endHandler(ended -> {
            ((RoutingContextInternal) routing).setBody(body);
            proceed(exchange, routing);
        });
        limited.handler(body::appendBuffer);
        limited.resume();
    }

    /** The request is there in full; from now on it is the gateway's own time. */
    private void proceed(Exchange exchange, RoutingContext routing) {
        exchange.limit(limits.begin(exchange.route().timeout(), () -> timedOut(exchange, routing)));
        routing.next();
    }

    private static void timedOut(Exchange exchange, RoutingContext routing) {
        if (!exchange.isSettled() && !routing.response().headWritten()) {
            exchange.identifyLog();
            LOG.warnf("event=local_timed_out route=%s", exchange.template());
            Reply.problem(routing, TimeLimits.missed());
        }
    }

    private static void refuse(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        }
    }
}
