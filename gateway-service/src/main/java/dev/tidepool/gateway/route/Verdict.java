package dev.tidepool.gateway.route;

import java.time.Duration;

/** What one request tells the breaker of its service: once, or nothing. */
final class Verdict {

    private final Breaker breaker;
    private boolean given;

    Verdict(Breaker breaker) {
        this.breaker = breaker;
    }

    /** Asks the breaker whether the request may be sent; a refused one has no verdict to give. */
    Breaker.Admission admit(long now) {
        Breaker.Admission admission = breaker.admit(now);
        given = admission instanceof Breaker.Admission.Refused;
        return admission;
    }

    boolean isGiven() {
        return given;
    }

    void good() {
        if (!given) {
            given = true;
            breaker.succeeded();
        }
    }

    /** @param pause how long to leave the service alone after this kind of failure */
    void bad(Duration pause) {
        if (!given) {
            given = true;
            breaker.failed(new BreakerState.Failure(pause), System.nanoTime());
        }
    }

    /** Whatever became of the request, it says nothing about the service. */
    void none() {
        if (!given) {
            given = true;
            breaker.abandoned(System.nanoTime());
        }
    }
}
