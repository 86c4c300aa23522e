package dev.tidepool.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final Drain drain = new Drain(Duration.ofSeconds(20));

    @Test
    void endsAtOnceWhenNothingIsUnderWay() {
        drain.enter();
        drain.leave();
        drain.await(new ShutdownEvent());
        assertThat(drain.enter()).as("connections are closed from now on").isTrue();
    }

    @Test
    void waitsForTheLastRequest() {
        drain.enter();
        drain.enter();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> drain.await(new ShutdownEvent()));
        drain.leave();
        assertThat(stopping).isNotDone();
        drain.leave();
        assertThat(stopping).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void givesUpAfterItsLimit() {
        Drain impatient = new Drain(Duration.ofMillis(10));
        impatient.enter();
        impatient.await(new ShutdownEvent());
        assertThat(impatient.begin()).isEqualTo(1);
    }
}
