package dev.tidepool.gateway.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.lockout.Backoff.Attempts;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The script in Redis and its twin in Java count alike. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class BackoffTwinsTest {

    /** The script goes by Redis's clock, which runs on between two steps. */
    private static final Offset<Long> A_MOMENT = Offset.offset(500L);

    private static final Backoff RULE =
            new Backoff(3, Duration.ofSeconds(100), Duration.ofSeconds(1000), Duration.ofHours(10));

    @Inject
    RedisBackoff shared;

    @Inject
    RedisDataSource redis;

    @Test
    void theLocksGrowAlike() {
        String key = freshKey();
        Attempts twin = Attempts.NONE;
        for (int i = 0; i < 9; i++) {
            long now = System.currentTimeMillis();
            long waits = Backoff.waitOf(twin, now);
            assertThat(attempt(key)).isCloseTo(waits, A_MOMENT);
            if (waits > 0) {
                twin = new Attempts(twin.count(), twin.at(), 0);
                unlock(key);
            } else {
                twin = RULE.counted(twin, now);
            }
            assertAlike(key, twin);
        }
    }

    @Test
    void anySequenceOfAttemptsSuccessesAndPausesEndsAlike() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            String key = freshKey();
            Attempts twin = Attempts.NONE;
            for (int step = 0; step < 12; step++) {
                long now = System.currentTimeMillis();
                switch (random.nextInt(3)) {
                    case 0 -> {
                        shared.forgive(key, RULE).await().indefinitely();
                        twin = twin.equals(Attempts.NONE) ? twin : RULE.forgiven(twin);
                    }
                    case 1 -> twin = twin.equals(Attempts.NONE) ? twin : pause(key, twin, random.nextLong(40_000_000));
                    default -> {
                        long waits = Backoff.waitOf(twin, now);
                        assertThat(attempt(key)).isCloseTo(waits, A_MOMENT);
                        twin = waits > 0 ? twin : RULE.counted(twin, now);
                    }
                }
                twin = assertAlike(key, twin);
            }
        }
    }

    /** As if so much time had passed: both were counted, and are locked, that much earlier. */
    private Attempts pause(String key, Attempts twin, long millis) {
        Map<String, String> held = held(key);
        if (held.isEmpty()) {
            return Attempts.NONE;
        }
        redis.hash(String.class)
                .hset(
                        name(key),
                        Map.of(
                                "at", Long.toString(Long.parseLong(held.get("at")) - millis),
                                "locked", Long.toString(Math.max(0, Long.parseLong(held.get("locked")) - millis))));
        return new Attempts(twin.count(), twin.at() - millis, Math.max(0, twin.lockedUntil() - millis));
    }

    private void unlock(String key) {
        redis.hash(String.class).hset(name(key), "locked", "0");
    }

    /** The state as both have it: what counts as nothing Redis forgets at once. */
    private Attempts assertAlike(String key, Attempts twin) {
        Map<String, String> held = held(key);
        if (held.isEmpty()) {
            assertThat(twin.count()).isZero();
            return Attempts.NONE;
        }
        assertThat(Double.parseDouble(held.get("count"))).isCloseTo(twin.count(), Offset.offset(0.001));
        assertThat(Long.parseLong(held.get("at"))).isCloseTo(twin.at(), A_MOMENT);
        assertThat(Long.parseLong(held.get("locked"))).isCloseTo(twin.lockedUntil(), A_MOMENT);
        return twin;
    }

    private long attempt(String key) {
        return shared.attempt(key, RULE).await().indefinitely();
    }

    private Map<String, String> held(String key) {
        return redis.hash(String.class).hgetall(name(key));
    }

    private static String name(String key) {
        return "tidepool:lockout:" + key;
    }

    private static String freshKey() {
        return "twins:" + UUID.randomUUID();
    }
}
