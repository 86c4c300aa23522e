package dev.tidepool.staking.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.Wallet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The limit while Redis is away. */
class WalletLimitAloneTest {

    private static final int LIMIT = 3;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final PublicKey wallet = Wallet.create().address();
    private final WalletLimit limit = new WalletLimit(away(), config(), metrics);

    @Test
    void isTheSame() {
        for (int write = 0; write < LIMIT; write++) {
            take().assertCompleted();
        }

        assertThat(take().awaitFailure().getFailure()).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat((Long) problem.members().get("retryAfter")).isBetween(1L, 60L);
        });
        assertThat(metrics.counter("tidepool.staking.wallet.refused").count()).isEqualTo(1);
        assertThat(metrics.counter("tidepool.staking.wallet.degraded").count()).isEqualTo(1);
    }

    private UniAssertSubscriber<Void> take() {
        return limit.take("somebody", wallet).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    /** Whatever is asked of it fails. */
    private static ReactiveRedisDataSource away() {
        return (ReactiveRedisDataSource) Proxy.newProxyInstance(
                WalletLimitAloneTest.class.getClassLoader(),
                new Class<?>[] {ReactiveRedisDataSource.class},
                (proxy, method, arguments) -> Uni.createFrom().failure(new IllegalStateException("away")));
    }

    private static WalletConfig config() {
        return new WalletConfig() {
            @Override
            public int writes() {
                return LIMIT;
            }

            @Override
            public Duration window() {
                return Duration.ofMinutes(1);
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(1);
            }

            @Override
            public long counted() {
                return 100;
            }
        };
    }
}
