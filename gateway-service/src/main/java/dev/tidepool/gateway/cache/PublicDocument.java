package dev.tidepool.gateway.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** What the gateway itself publishes, the same for everybody. */
public interface PublicDocument {

    /** Where, exactly. */
    String documentPath();

    default String contentType() {
        return "application/json";
    }

    /** How long clients may keep it; the route's lifetime if nothing else is said. */
    default Optional<Duration> maxAge() {
        return Optional.empty();
    }

    Uni<Buffer> document();

    /** Takes a listener that it runs, here, whenever it has become another; until then an earlier one may be kept. */
    default void whenChanged(Runnable listener) {}
}
