package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.EdgeCaller;
import dev.tidepool.gateway.auth.EdgeCredential;
import dev.tidepool.gateway.auth.InternalTokenIssuer;
import dev.tidepool.gateway.realtime.RealtimeSockets;
import dev.tidepool.gateway.realtime.TicketService;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.gateway.route.Forwarding;
import dev.tidepool.gateway.route.HttpProxy;
import dev.tidepool.gateway.route.LimitedBody;
import dev.tidepool.gateway.route.SocketProxy;
import dev.tidepool.gateway.route.Target;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Problem;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Hands an admitted request to whoever serves it: a service through the proxy, or the gateway's own resources. */
@ApplicationScoped
class Dispatch {

    private static final String CARRIER = "bearer-token-carrier";
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

    private final HttpProxy proxy;
    private final SocketProxy sockets;
    private final RealtimeSockets realtime;
    private final InternalTokenIssuer tokens;

    Dispatch(HttpProxy proxy, SocketProxy sockets, RealtimeSockets realtime, InternalTokenIssuer tokens) {
        this.proxy = proxy;
        this.sockets = sockets;
        this.realtime = realtime;
        this.tokens = tokens;
    }

    void filter(RoutingContext routing) {
        switch (EdgeRequest.of(routing).route().target()) {
            case Target.Proxied proxied -> proxy.forward(routing, forwarding(routing, proxied.upstream()));
            case Target.ProxiedSocket socket -> {
                dropCarriedCredential(routing.request());
                sockets.forward(routing, forwarding(routing, socket.upstream()), ownerOf(routing));
            }
            case Target.LocalSocket socket -> {
                dropCarriedCredential(routing.request());
                realtime.open(routing);
            }
            case Target.Local local -> serveLocally(routing);
        }
    }

    /** Sockets of services are for members only, so there is a credential. */
    private static SocketOwner ownerOf(RoutingContext routing) {
        return EdgeCredential.of(routing).map(SocketOwner::of).orElseThrow();
    }

    private Forwarding forwarding(RoutingContext routing, Upstream upstream) {
        EdgeRequest request = EdgeRequest.of(routing);
        Caller caller = EdgeCaller.of(routing).orElseGet(() -> new Caller.Anonymous(Set.of()));
        Span span = Span.current();
        if (span.isRecording()) {
            span.setAttribute("tidepool.upstream", upstream.wireName());
        }
        String query = request.route().isSocket()
                ? TicketService.removedFrom(routing.request().query())
                : routing.request().query();
        return new Forwarding(
                request.route(),
                upstream,
                query == null ? request.path() : request.path() + "?" + query,
                tokens.tokenFor(caller),
                RequestContext.requestId(routing));
    }

    /** The offer that is left names real subprotocols only; the rest was a credential and stays here. */
    private static void dropCarriedCredential(HttpServerRequest request) {
        String offered = request.getHeader(SUBPROTOCOL);
        if (offered != null && offered.contains(CARRIER)) {
            request.headers().set(SUBPROTOCOL, CARRIER);
        }
    }

    /** The gateway's own bodies are short: they are read whole, within their limit, before a resource sees them. */
    private static void serveLocally(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean hasBody = request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody) {
            request.resume();
            routing.next();
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        Buffer body = Buffer.buffer();
        LimitedBody limited =
                new LimitedBody(request, EdgeRequest.of(routing).route().maxBodyBytes());
        limited.exceptionHandler(failure -> refuse(routing, failure));
        limited.endHandler(ended -> {
            ((RoutingContextInternal) routing).setBody(body);
            routing.next();
        });
        limited.handler(body::appendBuffer);
        limited.resume();
    }

    private static void refuse(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        }
    }
}
