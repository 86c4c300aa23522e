package dev.tidepool.gateway.status;

import java.util.Locale;

/** How something is doing. */
enum Health {
    HEALTHY,
    /** Works, with less. */
    DEGRADED,
    UNHEALTHY;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
