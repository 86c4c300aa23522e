package dev.tidepool.staking.chain;

import static dev.tidepool.staking.chain.Chains.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {

    private static final Duration AGE = Duration.ofSeconds(10);

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void asksAgainOnlyAfterAWhile() {
        Kept<Integer> kept = new Kept<>(AGE, () -> now, this::ask);
        join(kept.get());
        now = now.plus(AGE).minusMillis(1);
        assertThat(join(kept.get())).isEqualTo(1);
        now = now.plusMillis(1);
        assertThat(join(kept.get())).isEqualTo(2);
    }

    @Test
    void givesTheLastHoweverOld() {
        Kept<Integer> kept = new Kept<>(AGE, () -> now, this::ask);
        join(kept.last());
        now = now.plus(AGE).plus(AGE);

        assertThat(join(kept.last())).isEqualTo(1);
        assertThat(join(kept.renew())).isEqualTo(2);
    }

    @Test
    void keepsTheKeysThatWereUsedLast() {
        KeptByKey<String, Integer> kept = new KeptByKey<>(AGE, 2, () -> now, key -> ask());
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
}
