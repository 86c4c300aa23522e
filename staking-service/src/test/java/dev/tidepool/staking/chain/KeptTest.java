package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void asksAgainOnlyWhenTheAnswerIsOld() {
        Kept<Integer> kept = new Kept<>(
                Duration.ofSeconds(30), () -> now, () -> Uni.createFrom().item(asked::incrementAndGet));

        assertThat(value(kept)).isEqualTo(1);
        now = now.plusMillis(29_999);
        assertThat(value(kept)).isEqualTo(1);
        now = now.plusMillis(1);
        assertThat(value(kept)).isEqualTo(2);
    }

    @Test
    void keepsNoFailure() {
        Kept<Integer> kept = new Kept<>(
                Duration.ofSeconds(30),
                () -> now,
                () -> asked.incrementAndGet() == 1
                        ? Uni.createFrom().failure(new IllegalStateException("once"))
                        : Uni.createFrom().item(7));

        assertThatThrownBy(() -> value(kept)).hasMessageContaining("once");
        assertThat(value(kept)).isEqualTo(7);
    }

    @Test
    void asksOnceForAllWhoWait() {
        List<UniEmitter<? super Integer>> waiting = new ArrayList<>();
        Kept<Integer> kept = new Kept<>(
                Duration.ofSeconds(30), () -> now, () -> Uni.createFrom().emitter(waiting::add));
        UniAssertSubscriber<Integer> first = subscribe(kept);
        UniAssertSubscriber<Integer> second = subscribe(kept);

        assertThat(waiting).hasSize(1);
        waiting.getFirst().complete(5);
        assertThat(first.awaitItem().getItem()).isEqualTo(5);
        assertThat(second.awaitItem().getItem()).isEqualTo(5);
    }

    @Test
    void givesTheLastHoweverOld() {
        Kept<Integer> kept = new Kept<>(Duration.ofSeconds(30), () -> now, this::ask);
        join(kept.last());
        now = now.plusSeconds(60);

        assertThat(join(kept.last())).isEqualTo(1);
        assertThat(join(kept.renew())).isEqualTo(2);
    }

    @Test
    void keepsTheKeysThatWereUsedLast() {
        KeptByKey<String, Integer> kept = new KeptByKey<>(Duration.ofSeconds(30), 2, () -> now, key -> ask());
        join(kept.get("a"));
        join(kept.get("b"));
        join(kept.get("a"));
        join(kept.get("c"));

        assertThat(join(kept.get("a"))).isEqualTo(1);
        assertThat(join(kept.get("b"))).isEqualTo(4);
    }

    private Uni<Integer> ask() {
        return Uni.createFrom().item(asked::incrementAndGet);
    }

    private static Integer value(Kept<Integer> kept) {
        UniAssertSubscriber<Integer> subscriber = subscribe(kept);
        if (subscriber.getFailure() != null) {
            throw new IllegalStateException(subscriber.getFailure());
        }
        return Objects.requireNonNull(subscriber.awaitItem().getItem());
    }

    private static UniAssertSubscriber<Integer> subscribe(Kept<Integer> kept) {
        return kept.get().subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
