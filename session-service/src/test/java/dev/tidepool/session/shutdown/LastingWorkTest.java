package dev.tidepool.session.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LastingWorkTest {

    private final CompletableFuture<String> outcome = new CompletableFuture<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final Uni<String> work = Uni.createFrom().completionStage(outcome).invoke(() -> done.set(true));

    @Test
    void goesOnWhenNobodyWaitsForIt() {
        of(Duration.ofHours(1)).toItsEnd(work).subscribe().with(told -> {}).cancel();
        outcome.complete("stored");
        assertThat(done).isTrue();
    }

    @Test
    void tellsItsOutcome() {
        outcome.complete("stored");
        assertThat(of(Duration.ofHours(1)).toItsEnd(work).await().indefinitely())
                .isEqualTo("stored");
    }

    @Test
    void theProcessStopsAfterIt() throws InterruptedException {
        LastingWork lasting = of(Duration.ofHours(1));
        lasting.toItsEnd(work).subscribe().with(told -> {});
        AtomicBoolean doneBefore = new AtomicBoolean();
        Thread stopping = Thread.ofPlatform().start(() -> {
            try {
                lasting.await(new ShutdownEvent());
                doneBefore.set(done.get());
            } catch (InterruptedException broken) {
                Thread.currentThread().interrupt();
            }
        });
        outcome.complete("stored");
        stopping.join();
        assertThat(doneBefore).isTrue();
    }

    @Test
    void butNotForEver() throws InterruptedException {
        LastingWork lasting = of(Duration.ofMillis(10));
        lasting.toItsEnd(work).subscribe().with(told -> {});
        lasting.await(new ShutdownEvent());
        assertThat(done).isFalse();
    }

    private static LastingWork of(Duration limit) {
        return new LastingWork(new DrainConfig() {
            @Override
            public Duration drainTimeout() {
                return limit;
            }

            @Override
            public Duration lastingTimeout() {
                return limit;
            }
        });
    }
}
