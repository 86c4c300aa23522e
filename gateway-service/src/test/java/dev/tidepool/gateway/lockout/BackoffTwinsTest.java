package dev.tidepool.gateway.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.lockout.Backoff.Attempts;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.kernel.test.Eventually;
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

    /** Both clocks are this machine's, in whole milliseconds. */
    private static final long TICK = 2;

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
            twin = attempt(key, twin);
            if (twin.lockedUntil() > 0) {
                unlock(key);
                twin = new Attempts(twin.count(), twin.at(), 0);
            }
        }
        assertThat(twin.count()).isCloseTo(9, Offset.offset(0.1));
    }

    @Test
    void anySequenceOfAttemptsSuccessesAndPausesEndsAlike() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20; round++) {
            String key = freshKey();
            Attempts twin = Attempts.NONE;
            for (int step = 0; step < 12; step++) {
                twin = switch (random.nextInt(3)) {
                    case 0 -> forgive(key, twin);
                    case 1 -> pause(key, twin, random.nextLong(40_000_000));
                    default -> attempt(key, twin);
                };
            }
        }
    }

    /** Whoever is locked out is told how long, by the clock between the question and its answer; the others are counted. */
    private Attempts attempt(String key, Attempts twin) {
        long before = System.currentTimeMillis();
        long waits = shared.attempt(key, RULE).await().indefinitely();
        long after = System.currentTimeMillis();
        assertThat(waits).isBetween(waitOf(twin, after + TICK), waitOf(twin, before - TICK));
        if (waits > 0) {
            return assertAlike(key, twin);
        }
        long at = Long.parseLong(held(key).get("at"));
        assertThat(at).isBetween(before - TICK, after + TICK);
        return assertAlike(key, RULE.counted(twin, at));
    }

    private static long waitOf(Attempts attempts, long now) {
        return Backoff.waitOf(attempts, now);
    }

    /** What counts as nothing afterwards Redis forgets at once. */
    private Attempts forgive(String key, Attempts twin) {
        shared.forgive(key, RULE).await().indefinitely();
        if (twin.equals(Attempts.NONE) || RULE.forgiven(twin).count() == 0) {
            Eventually.within(
                    Duration.ofSeconds(10), () -> assertThat(held(key)).isEmpty());
            return Attempts.NONE;
        }
        return assertAlike(key, RULE.forgiven(twin));
    }

    /** As if so much time had passed: both were counted, and are locked, that much earlier. */
    private Attempts pause(String key, Attempts twin, long millis) {
        if (twin.equals(Attempts.NONE)) {
            return twin;
        }
        Map<String, String> held = held(key);
        redis.hash(String.class)
                .hset(
                        name(key),
                        Map.of(
                                "at", Long.toString(Long.parseLong(held.get("at")) - millis),
                                "locked", Long.toString(Math.max(0, Long.parseLong(held.get("locked")) - millis))));
        return assertAlike(
                key, new Attempts(twin.count(), twin.at() - millis, Math.max(0, twin.lockedUntil() - millis)));
    }

    private void unlock(String key) {
        redis.hash(String.class).hset(name(key), "locked", "0");
    }

    private Attempts assertAlike(String key, Attempts twin) {
        Map<String, String> held = held(key);
        assertThat(Double.parseDouble(held.get("count"))).isCloseTo(twin.count(), Offset.offset(0.000001));
        assertThat(Long.parseLong(held.get("at"))).isEqualTo(twin.at());
        assertThat(Long.parseLong(held.get("locked"))).isCloseTo(twin.lockedUntil(), Offset.offset(TICK));
        return twin;
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
