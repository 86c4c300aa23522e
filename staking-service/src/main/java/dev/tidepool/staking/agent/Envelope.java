package dev.tidepool.staking.agent;

import dev.tidepool.kernel.log.RequestContext;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON around every answer of these paths; an error has {@code error} {@code {code, message, details}} in place of data. */
record Envelope<T>(@Schema(description = "true") boolean success, T data, Instant timestamp, String requestId) {

    static <T> Envelope<T> of(T data, RoutingContext routing) {
        return new Envelope<>(true, data, InstantSource.system().instant(), RequestContext.requestId(routing));
    }
}
