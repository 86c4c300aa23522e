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
        metrics.gauge("tidepool.breaker.state", tags, breaker, Breaker::level);
        metrics.gauge("tidepool.upstream.addresses", tags.and("state", "in_use"), this, all -> all.count(false));
        metrics.gauge("tidepool.upstream.addresses", tags.and("state", "ejected"), this, all -> all.count(true));
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

    /** The budget is spent. */
    void retryDenied() {
        retriesDenied.increment();
    }

    private long count(boolean ejected) {
        long now = System.nanoTime();
        return addresses.stream()
                .filter(address -> address.isEjected(now) == ejected)
                .count();
    }
}
