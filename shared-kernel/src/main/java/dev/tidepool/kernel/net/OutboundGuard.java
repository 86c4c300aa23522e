package dev.tidepool.kernel.net;

import dev.tidepool.kernel.metric.MetricNames;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether an address given by a client may be connected to, after resolving it. Connect to the address returned, not
 * to the name again: a second resolution could answer differently.
 */
@ApplicationScoped
public class OutboundGuard {

    private final OutboundConfig config;
    private final MeterRegistry metrics;
    private final Vertx vertx;

    OutboundGuard(OutboundConfig config, MeterRegistry metrics, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    /** A target whose address passed the check. */
    public record Checked(URI uri, InetAddress address, int port) {}

    /** The checked target, or a failure of Problem with a code of {@link OutboundError}. */
    public Uni<Checked> check(URI uri) {
        return check(uri, config.allowed());
    }

    Uni<Checked> check(URI uri, Optional<Set<String>> allowed) {
        String scheme = String.valueOf(uri.getScheme());
        String host = uri.getHost();
        if (host == null
                || uri.getRawUserInfo() != null
                || !Set.of("http", "https").contains(scheme)) {
            return refuse("Give an http or https address with a host and without credentials.");
        }
        int port = portOf(uri, scheme);
        boolean listed = isListed(allowed, host, port);
        if (!listed && scheme.equals("http")) {
            return refuse("Give an https address.");
        }
        return resolve(host)
                .chain(addresses -> choose(host, addresses, listed))
                .map(address -> new Checked(uri, address, port));
    }

    /**
     * The address to connect to for a tunnel, in which what is spoken is the business of its two ends; plain http may be.
     * Fails like {@link #check(URI)}.
     */
    public Uni<InetAddress> check(String host, int port) {
        boolean listed = isListed(config.allowed(), host, port);
        return resolve(host).chain(addresses -> choose(host, addresses, listed));
    }

    private static boolean isListed(Optional<Set<String>> allowed, String host, int port) {
        return allowed.orElse(Set.of()).contains(host + ":" + port);
    }

    private static int portOf(URI uri, String scheme) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return scheme.equals("https") ? 443 : 80;
    }

    private Uni<List<InetAddress>> resolve(String host) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
                        .toCompletionStage())
                .onFailure(UnknownHostException.class)
                .transform(
                        unknown -> Problem.of(OutboundError.HOST_UNKNOWN, "The host " + host + " does not resolve."));
    }

    /** One private address among several is enough to refuse: the connection could land on it. */
    private Uni<InetAddress> choose(String host, List<InetAddress> addresses, boolean listed) {
        if (!listed && !addresses.stream().allMatch(AddressRules::isPublic)) {
            return refuse("The host " + host + " leads to an address that is not public.");
        }
        count("allowed");
        return Uni.createFrom().item(addresses.getFirst());
    }

    private <T> Uni<T> refuse(String detail) {
        count("refused");
        return Uni.createFrom().failure(Problem.of(OutboundError.ADDRESS_REFUSED, detail));
    }

    private void count(String outcome) {
        metrics.counter(MetricNames.OUTBOUND_CHECKS, "outcome", outcome).increment();
    }
}
