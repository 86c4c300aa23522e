package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.log.LogAllowance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** Tells of pages that try to open a WebSocket, or to speak MCP, and may not: each is counted, a few a second are logged. */
@Singleton
class RefusedOrigins {

    private static final Logger LOG = Logger.getLogger(RefusedOrigins.class);
    private static final int LONGEST = 100;

    private final LogAllowance allowance = new LogAllowance(5);
    private final Counter refused;

    RefusedOrigins(MeterRegistry metrics) {
        this.refused = metrics.counter("tidepool.origins.refused");
    }

    void refused(Exchange exchange) {
        refused.increment();
        OptionalLong suppressed = allowance.next(System.nanoTime());
        if (suppressed.isPresent()) {
            exchange.identifyLog();
            LOG.infof(
                    "event=origin_refused origin=%s path=%s client=%s suppressed=%d",
                    printable(Objects.requireNonNullElse(exchange.request().getHeader(HttpHeaders.ORIGIN), "")),
                    exchange.path(),
                    exchange.client().address(),
                    suppressed.getAsLong());
        }
    }

    /** The client's own words: nothing in them may look like another part of the line. */
    private static String printable(String origin) {
        String clean = origin.replaceAll("[^a-zA-Z0-9.:/\\-\\[\\]]", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
