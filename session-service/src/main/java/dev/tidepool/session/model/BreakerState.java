package dev.tidepool.session.model;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Shows whether a provider is asked: {@code tidepool.model.breaker{provider}} is 0 when it is, 1 when one call probes it, 2 when it
 * is left alone.
 */
final class BreakerState {

    private static final Logger LOG = Logger.getLogger(BreakerState.class);

    private static final int PROBING = 1;

    private final String provider;
    private final AtomicInteger shown = new AtomicInteger();

    private BreakerState(String provider) {
        this.provider = provider;
    }

    static BreakerState of(String provider, MeterRegistry metrics) {
        BreakerState state = new BreakerState(provider);
        metrics.gauge("tidepool.model.breaker", List.of(Tag.of("provider", provider)), state, self -> self.shown.get());
        return state;
    }

    /** Whether the next call decides if the provider is asked again. */
    boolean isProbing() {
        return shown.get() == PROBING;
    }

    void changed(CircuitBreakerState state) {
        shown.set(
                switch (state) {
                    case CLOSED -> 0;
                    case HALF_OPEN -> PROBING;
                    case OPEN -> 2;
                });
        LOG.infof(
                "event=model_breaker provider=%s state=%s",
                provider, state.name().toLowerCase(Locale.ROOT));
    }
}
