package dev.tidepool.kernel.log;

import dev.tidepool.kernel.id.Uuid7Generator;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Gives every request its id, puts the id on every log line of the request, and writes one line when it ends. */
@ApplicationScoped
@IfBuildProperty(name = "tidepool.request-log.enabled", stringValue = "true", enableIfMissing = true)
class RequestLog {

    /** Above every other filter: whatever they log must carry the id. */
    private static final int FIRST = 10_000;

    private final Uuid7Generator ids;
    private final AccessLog log;

    RequestLog(Uuid7Generator ids, AccessLog log) {
        this.ids = ids;
        this.log = log;
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

    private void write(RoutingContext routing, long start) {
        if (log.isOn()) {
            log.add(new AccessLine(
                    "INFO",
                    "event=request",
                    routing.request().method().name(),
                    RequestContext.path(routing),
                    routing.response().getStatusCode(),
                    routing.response().bytesWritten(),
                    (System.nanoTime() - start) / 1000,
                    RequestContext.requestId(routing),
                    noted("organization"),
                    "",
                    noted("traceId"),
                    noted("spanId"),
                    "true".equals(noted("sampled"))));
        }
    }

    /** What the request's other lines carry too. */
    private static String noted(String name) {
        return MDC.get(name) instanceof String value ? value : "";
    }
}
