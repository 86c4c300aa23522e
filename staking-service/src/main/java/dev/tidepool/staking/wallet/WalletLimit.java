package dev.tidepool.staking.wallet;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.PublicKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Refuses a wallet that writes too often. Counted by who asks and wallet together: nobody can use up what another has. Without
 * Redis each instance counts by itself, with the same limit.
 */
@ApplicationScoped
public class WalletLimit {

    private static final Logger LOG = Logger.getLogger(WalletLimit.class);

    /** Once Redis did not answer it is not waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How many there are in the window, and the milliseconds until it ends. */
    private static final String COUNT = """
            local count = redis.call('INCR', KEYS[1])
            if count == 1 then
                redis.call('PEXPIRE', KEYS[1], ARGV[1])
            end
            return {count, redis.call('PTTL', KEYS[1])}""";

    private final ReactiveRedisDataSource redis;
    private final WalletConfig config;
    private final MeterRegistry metrics;
    private final Cache<String, LocalWindow> own;
    private volatile long askedAgainAt = System.nanoTime();

    WalletLimit(ReactiveRedisDataSource redis, WalletConfig config, MeterRegistry metrics) {
        this.redis = redis;
        this.config = config;
        this.metrics = metrics;
        this.own = LocalCaches.newBuilder()
                .maximumSize(config.counted())
                .expireAfterWrite(config.window())
                .build();
    }

    /** Writes within a window, and how long it lasts. */
    private record Count(long writes, Duration left) {}

    /**
     * Counts one write.
     *
     * @param who an organisation's id, or another word for those who are nobody's
     * @return fails with 429 RATE_LIMITED and Retry-After when it is one too many
     */
    public Uni<Void> take(String who, PublicKey wallet) {
        String key = "tidepool:staking:writes:{" + who + ":" + wallet + "}";
        return count(key).invoke(count -> require(count, wallet)).replaceWithVoid();
    }

    private void require(Count count, PublicKey wallet) {
        if (count.writes() <= config.writes()) {
            return;
        }
        metrics.counter("tidepool.staking.wallet.refused").increment();
        throw Problem.of(
                        CommonError.RATE_LIMITED,
                        "The wallet %s may be written for %d times in %d seconds. Wait, then try again."
                                .formatted(
                                        wallet, config.writes(), config.window().toSeconds()))
                .with("wallet", wallet.toString())
                .with("limit", config.writes())
                .retryAfter(count.left());
    }

    private Uni<Count> count(String key) {
        if (isAway()) {
            return Uni.createFrom().item(() -> countHere(key));
        }
        String window = Long.toString(config.window().toMillis());
        return redis.execute("EVAL", COUNT, "1", key, window)
                .ifNoItem()
                .after(config.patience())
                .fail()
                .map(WalletLimit::counted)
                .onFailure()
                .recoverWithItem(failure -> away(failure, key));
    }

    private static Count counted(Response answer) {
        return new Count(number(answer, 0), Duration.ofMillis(Math.max(1, number(answer, 1))));
    }

    private static long number(Response answer, int index) {
        return Objects.requireNonNull(answer.get(index).toLong());
    }

    private Count countHere(String key) {
        LocalWindow window = Objects.requireNonNull(own.get(key, absent -> new LocalWindow(System.nanoTime())));
        return new Count(window.count(), window.left(config.window(), System.nanoTime()));
    }

    private boolean isAway() {
        return askedAgainAt - System.nanoTime() > 0;
    }

    private Count away(Throwable failure, String key) {
        if (!isAway()) {
            LOG.warnf("event=wallet_limit_degraded reason=%s", failure.toString());
        }
        metrics.counter("tidepool.staking.wallet.degraded").increment();
        askedAgainAt = System.nanoTime() + PAUSE.toNanos();
        return countHere(key);
    }
}
