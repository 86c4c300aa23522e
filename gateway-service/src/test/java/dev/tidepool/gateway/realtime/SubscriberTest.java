package dev.tidepool.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriberTest {

    private final Wire wire = new Wire();
    private final Subscriber subscriber = new Subscriber(wire, new Limits(3, 100));

    private record Limits(int messages, long characters) implements RealtimeConfig.Buffer {}

    /** A network that takes messages until it is told not to. */
    private static final class Wire implements Transport {
        final List<String> sent = new ArrayList<>();
        Runnable drained = () -> {};
        boolean congested;
        boolean lagged;

        @Override
        public void send(String text) {
            sent.add(text);
        }

        @Override
        public boolean isCongested() {
            return congested;
        }

        @Override
        public void whenDrained(Runnable step) {
            drained = step;
        }

        @Override
        public void lag() {
            lagged = true;
        }
    }

    @Test
    void keepsTheOrderWhileTheClientIsSlow() {
        subscriber.offer("one");
        wire.congested = true;
        subscriber.offer("two");
        subscriber.offer("three");
        assertThat(wire.sent).containsExactly("one");
        wire.congested = false;
        wire.drained.run();
        subscriber.offer("four");
        assertThat(wire.sent).containsExactly("one", "two", "three", "four");
    }

    @Test
    void tellsASlowReaderAndClosesIt() {
        wire.congested = true;
        for (int i = 0; i < 3; i++) {
            assertThat(subscriber.offer("message " + i)).isTrue();
        }
        assertThat(subscriber.offer("one too many")).isFalse();
        assertThat(wire.sent).singleElement().asString().contains("lagged");
        assertThat(wire.lagged).isTrue();
        assertThat(subscriber.offer("after the end")).isTrue();
        assertThat(wire.sent).hasSize(1);
    }

    @Test
    void boundsLongMessagesByTheirLength() {
        wire.congested = true;
        assertThat(subscriber.offer("x".repeat(60))).isTrue();
        assertThat(subscriber.offer("x".repeat(60))).isFalse();
    }

    @Test
    void runsAStepWhenTheClientHasReadEverything() {
        List<String> steps = new ArrayList<>();
        wire.congested = true;
        subscriber.offer("one");
        subscriber.whenEmpty(() -> steps.add("step"));
        assertThat(steps).isEmpty();
        wire.congested = false;
        wire.drained.run();
        assertThat(wire.sent).containsExactly("one");
        assertThat(steps).containsExactly("step");
    }
}
