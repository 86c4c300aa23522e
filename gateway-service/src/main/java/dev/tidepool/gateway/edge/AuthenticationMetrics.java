package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.auth.Authentication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what credentials turned out to be. Of one that is refused nobody knows what it was meant to be. */
@Singleton
class AuthenticationMetrics {

    private final Counter keys;
    private final Counter sessions;
    private final Counter foreign;
    private final Counter absent;
    private final Counter refused;
    private final Counter over;
    private final Counter throttled;
    private final Counter unavailable;

    AuthenticationMetrics(MeterRegistry metrics) {
        keys = counter(metrics, "accepted", "key");
        sessions = counter(metrics, "accepted", "session");
        foreign = counter(metrics, "accepted", "foreign_token");
        absent = counter(metrics, "absent", "none");
        refused = counter(metrics, "refused", "any");
        over = counter(metrics, "over", "session");
        throttled = counter(metrics, "throttled", "any");
        unavailable = counter(metrics, "unavailable", "any");
    }

    private static Counter counter(MeterRegistry metrics, String outcome, String kind) {
        return metrics.counter("tidepool.authentications", "outcome", outcome, "kind", kind);
    }

    void count(Authentication result) {
        counterOf(result).increment();
    }

    /** It could not be found out. */
    void unavailable() {
        unavailable.increment();
    }

    private Counter counterOf(Authentication result) {
        return switch (result) {
            case Authentication.Known known -> ofKind(known.credential());
            case Authentication.Absent none -> absent;
            case Authentication.Refused bad -> refused;
            case Authentication.Over ended -> over;
            case Authentication.Throttled many -> throttled;
        };
    }

    private Counter ofKind(String credential) {
        if (credential.startsWith("key:")) {
            return keys;
        }
        return credential.startsWith("session:") ? sessions : foreign;
    }
}
