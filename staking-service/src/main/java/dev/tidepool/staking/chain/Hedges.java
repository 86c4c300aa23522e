package dev.tidepool.staking.chain;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the second questions under way: when all endpoints are slow, they would double the load. */
final class Hedges {

    private final int most;
    private final RpcTelemetry telemetry;
    private final AtomicInteger underWay = new AtomicInteger();

    Hedges(int most, RpcTelemetry telemetry) {
        this.most = most;
        this.telemetry = telemetry;
    }

    /** Empty when there are as many as there may be. */
    Optional<Hedge> begin() {
        if (underWay.incrementAndGet() > most) {
            underWay.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Hedge());
    }

    /** One second question. */
    final class Hedge {

        private final AtomicBoolean ended = new AtomicBoolean();

        private Hedge() {}

        /** Its answer was the first. */
        void won() {
            telemetry.hedgeWon();
        }

        void end() {
            if (ended.compareAndSet(false, true)) {
                underWay.decrementAndGet();
                telemetry.hedged();
            }
        }
    }
}
