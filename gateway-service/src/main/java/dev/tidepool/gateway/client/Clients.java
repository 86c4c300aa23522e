package dev.tidepool.gateway.client;

import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client of a request. Who comes straight is taken for what the connection says and headers are not looked at; a trusted
 * proxy's headers are read from its own word backwards, to the first hop that is not trusted.
 */
@Singleton
public class Clients {

    private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");
    private static final String KEPT = "tidepool.client";

    private final TrustedProxies proxies;

    Clients(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /** Before anything else of the request is known: its headers may not be fit to read. */
    public static Client direct(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        // Asked of the connection, which remembers it; the framework's request makes it anew.
        HttpConnection connection = request.connection();
        return new Client(connection.remoteAddress().hostAddress(), connection.isSsl(), host == null ? "" : host);
    }

    /**
     * @param peer who the request came from, as {@link #direct} tells
     * @throws Problem 400 when a trusted proxy passes on two headers that name different clients
     */
    public Client of(Client peer, HttpServerRequest request) {
        return proxies.contains(peer.address()) ? resolve(peer, request.headers()) : peer;
    }

    /** Hands the client to the gateway's own resources. */
    public static void keep(RoutingContext routing, Client client) {
        routing.put(KEPT, client);
    }

    public static Client of(RoutingContext routing) {
        Client kept = routing.get(KEPT);
        return Objects.requireNonNullElseGet(kept, () -> direct(routing.request()));
    }

    Client resolve(Client peer, MultiMap headers) {
        String forwarded = joined(headers, FORWARDED);
        String forwardedFor = joined(headers, FORWARDED_FOR);
        Client byFor = forwardedFor == null
                ? null
                : farthest(
                        peer,
                        ForwardedElement.ofForwardedFor(
                                forwardedFor, last(headers, FORWARDED_PROTO), last(headers, FORWARDED_HOST)));
        if (forwarded == null) {
            return byFor == null ? peer : byFor;
        }
        Client byForwarded = farthest(peer, ForwardedElement.ofForwarded(forwarded));
        if (byFor != null && !byFor.address().equals(byForwarded.address())) {
            // One of them is the client's own, and there is no telling which.
            throw Problem.of(
                    ClientError.CONFLICTING_FORWARDED,
                    "Forwarded and X-Forwarded-For must name the same client. Let the proxy drop the one it does not set.");
        }
        return byForwarded;
    }

    /** The nearest hop that is not trusted, as the proxy next to it saw it; what cannot be read ends the search before it. */
    private Client farthest(Client peer, List<ForwardedElement> elements) {
        Client client = peer;
        for (int i = elements.size() - 1; i >= 0; i--) {
            ForwardedElement element = elements.get(i);
            if (element.address() == null) {
                return client;
            }
            client = seen(client, element);
            if (!proxies.contains(client.address())) {
                return client;
            }
        }
        return client;
    }

    private static Client seen(Client before, ForwardedElement element) {
        boolean secure =
                element.proto() == null ? before.secure() : element.proto().equals("https");
        String host = element.host() == null || !isHost(element.host()) ? before.host() : element.host();
        return new Client(Objects.requireNonNull(element.address()), secure, host);
    }

    private static boolean isHost(String host) {
        return !host.isEmpty()
                && host.chars().allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || "-._:[]".indexOf(c) >= 0);
    }

    private static @Nullable String joined(MultiMap headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }

    private static @Nullable String last(MultiMap headers, CharSequence name) {
        String all = joined(headers, name);
        return all == null ? null : all.substring(all.lastIndexOf(',') + 1).strip();
    }
}
