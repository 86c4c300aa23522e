package dev.tidepool.local.store;

import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The address of a Redis of the user's, kept as given for the services. */
public record RedisUrl(String text, String host, int port) {
    private static final int DEFAULT_PORT = 6379;

    /** Reads {@code redis://[user:password@]host[:port][/database]}. */
    public static RedisUrl parse(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("rediss?")) {
                return new RedisUrl(text, uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            // Reported below, without the text: it may hold a password.
        }
        throw new LaunchFailure(
                "TIDEPOOL_REDIS_URL is not the address of a Redis server",
                "write it as redis://host:port or redis://:password@host:port");
    }

    /** Fails with a clear message unless the server lets the user in; behind TLS, unless it accepts connections. */
    public void requireReachable() {
        try {
            // How far to trust a certificate is a setting of the services, which the launcher does not know.
            Optional<String> refusal = text.startsWith("rediss:")
                    ? Optional.of("it does not accept connections").filter(_ -> !Ports.accepts(host, port))
                    : new RedisLogin(text).refusal(host, port);
            refusal.ifPresent(reason -> {
                throw unusable(reason);
            });
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private LaunchFailure unusable(String reason) {
        return new LaunchFailure(
                "The Redis of TIDEPOOL_REDIS_URL (" + shown() + ") cannot be used: " + reason,
                "start that server or correct TIDEPOOL_REDIS_URL; without it an embedded Redis is used");
    }

    /** Without credentials, for people. */
    public String shown() {
        return "redis://" + host + ":" + port;
    }
}
