package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleTimerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void actsWhenItsTimeIsUpButNotWhileNothingCouldHappen() {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean acted = new AtomicBoolean();
        IdleTimer timer =
                IdleTimer.start(vertx, Duration.ofMillis(20), () -> asked.incrementAndGet() < 4, () -> acted.set(true));
        Eventually.within(SOON, () -> assertThat(acted).isTrue());
        assertThat(asked).hasValue(4);
        assertThat(timer.hasFired()).isTrue();
    }
}
