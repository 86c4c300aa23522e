package dev.tidepool.local.suite;

import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.store.DatabaseUrl;
import dev.tidepool.local.store.RedisUrl;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the person's environment asks for.
 *
 * @param port of the gateway; 0 puts the whole suite on free ports
 * @param database a PostgreSQL of the user's, instead of the embedded one
 * @param redis a Redis of the user's, instead of the embedded one
 * @param solanaUrls RPC endpoints of a real cluster, instead of the local chain
 * @param startLimit how long a service may take to be ready
 * @param startCaches whether start-up caches are recorded and used
 * @param inherited the whole environment; the services get it too
 */
public record Settings(
        int port,
        Optional<DatabaseUrl> database,
        Optional<RedisUrl> redis,
        Optional<String> solanaUrls,
        Duration startLimit,
        boolean startCaches,
        Map<String, String> inherited) {
    static final int DEFAULT_PORT = 8080;
    private static final int LARGEST_PORT = 65_535;
    private static final int DEFAULT_START_SECONDS = 180;

    /** Copies the environment. */
    public Settings {
        inherited = Map.copyOf(inherited);
    }

    /** Reads the TIDEPOOL_ variables; fails with a clear message at the first that makes no sense. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                number(environment, "TIDEPOOL_PORT", DEFAULT_PORT, LARGEST_PORT),
                text(environment, "TIDEPOOL_DATABASE_URL").map(DatabaseUrl::parse),
                text(environment, "TIDEPOOL_REDIS_URL").map(RedisUrl::parse),
                text(environment, "TIDEPOOL_SOLANA_RPC_URLS"),
                Duration.ofSeconds(number(environment, "TIDEPOOL_START_SECONDS", DEFAULT_START_SECONDS, 3600)),
                !environment.getOrDefault("TIDEPOOL_AOT", "on").equals("off"),
                environment);
    }

    /** Whether the default ports are to be left alone. */
    boolean onlyFreePorts() {
        return port == 0;
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static int number(Map<String, String> environment, String name, int byDefault, int largest) {
        String text = text(environment, name).orElse(Integer.toString(byDefault));
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > largest) {
            throw new LaunchFailure(
                    name + " is \"" + text + "\", which is not a number from 0 to " + largest,
                    "correct or unset " + name);
        }
        return Integer.parseInt(text);
    }
}
