package dev.tidepool.staking.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.staking.solana.PublicKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a young blockhash at hand, so that a build need not wait for one.
 *
 * <p>The commitment is {@code confirmed}: a finalized hash has lost a fifth of its life already. One is given out only
 * while it is young, has blocks enough left for its signer, and comes from the endpoint that serves now: a stand-in may
 * not know what the primary told.
 */
final class BlockhashPool {

    private static final Logger LOG = Logger.getLogger(BlockhashPool.class);

    /** A hash serves for so many blocks after its own; every cluster has it so. */
    private static final int BLOCKS_OF_A_HASH = 150;

    private final RpcClient rpc;
    private final ChainConfig.BlockhashAge limits;
    private final Clock clock = Clock.systemUTC();
    private final SingleFlight<Blockhash> flight = new SingleFlight<>();
    private volatile @Nullable Blockhash latest;

    BlockhashPool(RpcClient rpc, ChainConfig config, MeterRegistry metrics) {
        this.rpc = rpc;
        this.limits = config.blockhash();
        Gauge.builder(
                        "tidepool.staking.blockhash.age",
                        this,
                        pool -> pool.ageSeconds().orElse(Double.NaN))
                .tag("cluster", rpc.cluster())
                .baseUnit("seconds")
                .description("Age of the blockhash at hand")
                .register(metrics);
    }

    Uni<Blockhash> current() {
        Blockhash kept = latest;
        return kept != null && isUsable(kept) ? Uni.createFrom().item(kept) : flight.join(this::fetch);
    }

    /** Never fails: the next refresh may do better. */
    Uni<Void> refresh() {
        if (!rpc.isConfigured()) {
            return Uni.createFrom().voidItem();
        }
        return flight.join(this::fetch).replaceWithVoid().onFailure().recoverWithItem(failure -> {
            LOG.debugf("event=blockhash_refresh_failed cluster=%s reason=%s", rpc.cluster(), failure.getMessage());
            return null;
        });
    }

    /** The chain's height by what is at hand, rather too high than too low; nothing is asked. Empty before the first. */
    Optional<Long> height() {
        return Optional.ofNullable(latest).map(kept -> kept.height(clock.instant()));
    }

    /** Empty before the first. */
    OptionalDouble ageSeconds() {
        Blockhash kept = latest;
        return kept == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(kept.age(clock.instant()).toMillis() / 1000.0);
    }

    private boolean isUsable(Blockhash kept) {
        Instant now = clock.instant();
        return kept.isYoungerThan(limits.maxAge(), now)
                && kept.blocksLeft(now) >= limits.minBlocksLeft()
                && rpc.isServing(kept.endpoint());
    }

    private Uni<Blockhash> fetch() {
        RpcRequest newest =
                RpcRequest.of("getLatestBlockhash").at(Commitment.CONFIRMED).notBehind(floor());
        return rpc.call(newest, this::blockhash)
                .map(fresh -> fresh.servedBy(rpc.serving()))
                .invoke(fresh -> latest = fresh);
    }

    /**
     * No node behind the last answer is believed; but once that answer is too old to matter it binds no longer, or a
     * cluster that was rolled back could never be used again.
     */
    private long floor() {
        Blockhash kept = latest;
        return kept != null && kept.isYoungerThan(limits.maxAge(), clock.instant()) ? kept.slot() : 0;
    }

    private Blockhash blockhash(JsonNode answer) {
        JsonNode value = answer.required("value");
        long last = value.required("lastValidBlockHeight").asLong();
        return new Blockhash(
                PublicKey.parse(value.required("blockhash").asText()),
                last,
                answer.required("context").required("slot").asLong(),
                last - BLOCKS_OF_A_HASH,
                clock.instant(),
                0);
    }
}
