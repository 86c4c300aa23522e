package dev.tidepool.gateway.route;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** One address of a service, and whether it is asked at present. All event loops share it. */
final class Endpoint {

    private static final Logger LOG = Logger.getLogger(Endpoint.class);

    private final Upstream upstream;
    private final String host;
    private final int port;
    private final boolean secure;
    private final EndpointState.Rules rules;
    private final Counter ejections;
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicReference<EndpointState> state = new AtomicReference<>(EndpointState.InUse.FRESH);

    /** @throws IllegalArgumentException unless the address is a URL of a host, without a path */
    Endpoint(Upstream upstream, URI base, EndpointState.Rules rules, Counter ejections) {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        // Where requests go is their own path: another before it would be lost.
        boolean bare = base.getQuery() == null && ("/".equals(base.getPath()) || "".equals(base.getPath()));
        if (!web || !bare || base.getHost() == null) {
            throw new IllegalArgumentException("tidepool.proxy.upstreams." + upstream.wireName()
                    + " must be one or more URLs without a path such as http://127.0.0.1:8081, separated by commas, not "
                    + base);
        }
        this.upstream = upstream;
        this.host = base.getHost().startsWith("[")
                ? base.getHost().substring(1, base.getHost().length() - 1)
                : base.getHost();
        this.secure = "https".equals(base.getScheme());
        this.port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
        this.rules = rules;
        this.ejections = ejections;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    boolean isSecure() {
        return secure;
    }

    /** @return false when there are as many already, opening ones included; else {@link #releaseSocket} is owed */
    boolean takeSocket(int most) {
        if (sockets.incrementAndGet() <= most) {
            return true;
        }
        sockets.decrementAndGet();
        return false;
    }

    void releaseSocket() {
        sockets.decrementAndGet();
    }

    int sockets() {
        return sockets.get();
    }

    RequestOptions options(HttpMethod method, String pathAndQuery) {
        return new RequestOptions()
                .setHost(host)
                .setPort(port)
                .setSsl(secure)
                .setMethod(method)
                .setURI(pathAndQuery);
    }

    boolean isEjected(long now) {
        return state.get().isEjected(now);
    }

    void succeeded() {
        EndpointState before = state.get();
        EndpointState after = before.onSuccess();
        if (!before.equals(after) && state.compareAndSet(before, after) && before instanceof EndpointState.Ejected) {
            LOG.infof("event=endpoint_back upstream=%s address=%s:%d", upstream.wireName(), host, port);
        }
    }

    void failed(long now) {
        EndpointState before = state.getAndUpdate(current -> current.onFailure(rules, now));
        EndpointState after = before.onFailure(rules, now);
        if (after instanceof EndpointState.Ejected ejected && !before.equals(after)) {
            ejections.increment();
            LOG.warnf(
                    "event=endpoint_ejected upstream=%s address=%s:%d pause_ms=%d",
                    upstream.wireName(),
                    host,
                    port,
                    Duration.ofNanos(ejected.until() - now).toMillis());
        }
    }
}
