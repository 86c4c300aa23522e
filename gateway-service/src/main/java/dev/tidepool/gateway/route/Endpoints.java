package dev.tidepool.gateway.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.URI;
import java.util.List;

/** The addresses of one service, and what is counted of them. */
final class Endpoints {

    private final List<Endpoint> addresses;
    private final Breaker breaker;
    private final Counter retriesSent;
    private final Counter retriesDenied;
    private final Counter hung;
    private final Counter unreachable;
    private final Counter answeredBadly;
    private final Counter brokeOff;

    Endpoints(Upstream upstream, List<URI> bases, ProxyConfig config, MeterRegistry metrics) {
        Tags tags = Tags.of("upstream", upstream.wireName());
        Counter ejections = metrics.counter("tidepool.upstream.ejections", tags);
        EndpointState.Rules rules = config.ejection().rules();
        this.addresses = bases.stream()
                .map(base -> new Endpoint(upstream, base, rules, ejections))
                .toList();
        this.breaker = new Breaker(
                upstream,
                new BreakerState.Rules(
                        config.breaker().failures(), config.breaker().within()));
        this.retriesSent = metrics.counter("tidepool.upstream.retries", tags.and("outcome", "sent"));
        this.retriesDenied = metrics.counter("tidepool.upstream.retries", tags.and("outcome", "denied"));
        this.hung = failures(metrics, tags, "hung");
        this.unreachable = failures(metrics, tags, "unreachable");
        this.answeredBadly = failures(metrics, tags, "bad_answer");
        this.brokeOff = failures(metrics, tags, "broke_off");
        metrics.gauge("tidepool.breaker.state", tags, breaker, Breaker::level);
        metrics.gauge("tidepool.upstream.sockets", tags, addresses, Endpoints::sockets);
        metrics.gauge("tidepool.upstream.addresses", tags.and("state", "in_use"), this, all -> all.count(false));
        metrics.gauge("tidepool.upstream.addresses", tags.and("state", "ejected"), this, all -> all.count(true));
    }

    private static Counter failures(MeterRegistry metrics, Tags tags, String outcome) {
        return metrics.counter("tidepool.upstream.failures", tags.and("outcome", outcome));
    }

    List<Endpoint> addresses() {
        return addresses;
    }

    Breaker breaker() {
        return breaker;
    }

    void retrySent() {
        retriesSent.increment();
    }

    /** A client gets this status because of the service. */
    void failed(int status) {
        switch (status) {
            case 504 -> hung.increment();
            case 503 -> unreachable.increment();
            default -> answeredBadly.increment();
        }
    }

    /** A client has half an answer because of the service. */
    void brokeOff() {
        brokeOff.increment();
    }

    /** The budget is spent. */
    void retryDenied() {
        retriesDenied.increment();
    }

    private static int sockets(List<Endpoint> addresses) {
        return addresses.stream().mapToInt(Endpoint::sockets).sum();
    }

    private long count(boolean ejected) {
        long now = System.nanoTime();
        return addresses.stream()
                .filter(address -> address.isEjected(now) == ejected)
                .count();
    }
}
