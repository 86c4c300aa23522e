package dev.tidepool.gateway.route;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Passes requests on to services and their answers back, both as streams: a chunk is relayed as it comes, and whoever is slow
 * slows the other side.
 */
@ApplicationScoped
public class HttpProxy {

    private final Upstreams upstreams;
    private final ProxyConfig config;
    private final Vertx vertx;

    HttpProxy(Upstreams upstreams, ProxyConfig config, Vertx vertx) {
        this.upstreams = upstreams;
        this.config = config;
        this.vertx = vertx;
    }

    /** Answers the request, sooner or later. The request is paused by the caller. */
    public void forward(RoutingContext routing, Forwarding forwarding) {
        Breaker breaker = upstreams.breaker(forwarding.upstream());
        switch (breaker.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused -> Reply.problem(routing, refusal(forwarding, refused));
            case Breaker.Admission.Pass pass ->
                new HttpRelay(routing, forwarding, breaker, upstreams, config, vertx).start();
        }
    }

    private static Problem refusal(Forwarding forwarding, Breaker.Admission.Refused refused) {
        return HttpRelay.unavailable(forwarding.upstream(), refused.retryAfter());
    }
}
