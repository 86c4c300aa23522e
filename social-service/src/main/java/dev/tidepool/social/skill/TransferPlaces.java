package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How many archives this instance holds in memory. Whoever takes a place leaves it when its answer is sent, not when it is made. */
@ApplicationScoped
class TransferPlaces {

    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final int most;
    private final Duration timeout;
    private final AtomicInteger held = new AtomicInteger();

    TransferPlaces(SkillConfig limits, MeterRegistry metrics) {
        this.most = limits.maxHeldTransfers();
        this.timeout = limits.transferTimeout();
        metrics.gauge("tidepool.social.skills.transfers", held);
    }

    /** What leaves the place again, however often it is run. @throws Problem 503 when there is none */
    Runnable take() {
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            throw busy();
        }
        AtomicBoolean isLeft = new AtomicBoolean();
        return () -> {
            if (isLeft.compareAndSet(false, true)) {
                held.decrementAndGet();
            }
        };
    }

    /** How long a place may be held. */
    Duration timeout() {
        return timeout;
    }

    int held() {
        return held.get();
    }

    static Problem busy() {
        return Problem.of(SharedSkillError.SKILL_BUSY, "Too many skills are being sent. Try again.")
                .retryAfter(BUSY_FOR);
    }
}
