package dev.tidepool.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.AtOnce;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final Request one = new Request("/one", 1);
    private final Request other = new Request("/other", 2);
    private final Drain drain = drain(Duration.ofMillis(1));

    private record Limits(Duration notice, Duration drainTimeout) implements DrainConfig {}

    @Test
    void endsAtOnceWhenNothingIsUnderWay() {
        drain.enter(one);
        drain.leave(one);
        assertThat(stopping(drain)).succeedsWithin(Duration.ofSeconds(10));
        assertThat(drain.enter(other)).as("connections are closed from now on").isTrue();
    }

    @Test
    void waitsForTheLastRequest() {
        drain.enter(one);
        drain.enter(other);
        CompletableFuture<Void> stopping = stopping(drain);
        drain.leave(one);
        assertThat(stopping).isNotDone();
        drain.leave(other);
        assertThat(stopping).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void letsRequestsComeUntilItHasGivenNotice() {
        Drain slow = drain(Duration.ofMillis(300));
        slow.enter(one);
        CompletableFuture<Void> stopping = stopping(slow);
        slow.leave(one);
        slow.enter(other);
        assertThat(stopping).isNotDone();
        slow.leave(other);
        assertThat(stopping).succeedsWithin(Duration.ofSeconds(10));
    }

    private static Drain drain(Duration notice) {
        return new Drain(new Limits(notice, Duration.ofSeconds(20)), new SimpleMeterRegistry());
    }

    private static CompletableFuture<Void> stopping(Drain drain) {
        return AtOnce.run(() -> {
            try {
                drain.await(new ShutdownDelayInitiatedEvent());
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    private record Request(String template, long nanosSoFar) implements Drain.Work {
        @Override
        public HttpConnection connection() {
            throw new UnsupportedOperationException("nothing is cut off here");
        }
    }
}
