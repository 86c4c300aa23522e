package dev.tidepool.kernel.loop;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * As many event loops as there are processors, where the framework would make twice as many: what a request needs is done on one
 * loop without a wait, and loops that share a processor only take it from each other. Any other source of configuration wins.
 */
public final class EventLoops implements ConfigSource {

    private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

    /** Below what the services' own files say. */
    private static final int ORDINAL = 50;

    /** With one alone, whatever holds it up holds up every request. */
    private static final int LEAST = 2;

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(LOOPS);
    }

    /** Asked anew each time: a native executable is not built where it runs. */
    @Override
    public @Nullable String getValue(String name) {
        return name.equals(LOOPS) ? Integer.toString(count()) : null;
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(LOOPS, Integer.toString(count()));
    }

    @Override
    public String getName() {
        return "event-loops";
    }

    private static int count() {
        return Math.max(LEAST, Runtime.getRuntime().availableProcessors());
    }
}
