package dev.tidepool.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final HttpConnection one = connection();
    private final HttpConnection other = connection();
    private final Drain drain = new Drain(new Limits(Duration.ofMillis(1), Duration.ofSeconds(20)));

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
        Drain slow = new Drain(new Limits(Duration.ofMillis(300), Duration.ofSeconds(20)));
        slow.enter(one);
        CompletableFuture<Void> stopping = stopping(slow);
        slow.leave(one);
        slow.enter(other);
        assertThat(stopping).isNotDone();
        slow.leave(other);
        assertThat(stopping).succeedsWithin(Duration.ofSeconds(10));
    }

    private static CompletableFuture<Void> stopping(Drain drain) {
        return CompletableFuture.runAsync(() -> {
            try {
                drain.await(new ShutdownDelayInitiatedEvent());
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    /** Only its identity counts. */
    private static HttpConnection connection() {
        Object identity = new Object();
        return (HttpConnection) Proxy.newProxyInstance(
                DrainTest.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> identity.hashCode();
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
