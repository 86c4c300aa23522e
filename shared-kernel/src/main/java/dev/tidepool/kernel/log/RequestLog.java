package dev.tidepool.kernel.log;

import dev.tidepool.kernel.id.Uuid7Generator;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Gives every request its id, puts the id on every log line of the request, and writes one line when it ends. */
@ApplicationScoped
@IfBuildProperty(name = "tidepool.request-log.enabled", stringValue = "true", enableIfMissing = true)
class RequestLog {

    private static final Logger LOG = Logger.getLogger("dev.tidepool.request");

    /** Above every other filter: whatever they log must carry the id. */
    private static final int FIRST = 10_000;

    private final Uuid7Generator ids;

    RequestLog(Uuid7Generator ids) {
        this.ids = ids;
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext routing) {
        long start = System.nanoTime();
        String id = idOf(routing.request().getHeader(RequestContext.REQUEST_ID_HEADER));
        RequestContext.requestId(routing, id);
        MDC.put("requestId", id);
        routing.addEndHandler(ended -> write(routing, start));
        routing.next();
    }

    private String idOf(@Nullable String given) {
        return given != null && RequestContext.isValidRequestId(given) ? given : ids.next(UUID::toString);
    }

    private static void write(RoutingContext routing, long start) {
        long micros = (System.nanoTime() - start) / 1000;
        LOG.infof(
                "event=request method=%s path=%s status=%d bytes=%d micros=%d",
                routing.request().method(),
                RequestContext.path(routing),
                routing.response().getStatusCode(),
                routing.response().bytesWritten(),
                micros);
    }
}
