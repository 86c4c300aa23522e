package dev.tidepool.staking.chain;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks endpoints that have nothing to do how far they are: a stand-in that fell behind, is ill, or is of another chain is known before it is needed.
 * Those that answer calls tell their slot with each, and are not asked.
 */
@ApplicationScoped
class SlotProbe {

    private static final Logger LOG = Logger.getLogger(SlotProbe.class);

    private final Clusters clusters;
    private final GenesisMemory memory;
    private final Duration every;
    private final ClusterRounds rounds = new ClusterRounds("probe");

    SlotProbe(Clusters clusters, GenesisMemory memory, ChainConfig config) {
        this.clusters = clusters;
        this.memory = memory;
        this.every = config.probeEvery();
    }

    @NonBlocking
    @Scheduled(every = "${tidepool.staking.chain.probe-every:60s}")
    void round() {
        rounds.begin(clusters, this::round);
    }

    /** What the first endpoint told an earlier start counts until it tells anew. */
    Uni<Void> round(Cluster cluster) {
        RpcClient rpc = cluster.rpc();
        return isAlone(rpc)
                ? round(rpc, every)
                : recall(rpc).chain(() -> round(rpc, every)).call(() -> remember(rpc));
    }

    private static boolean isAlone(RpcClient rpc) {
        return rpc.endpoints().size() < 2;
    }

    private Uni<Void> recall(RpcClient rpc) {
        return rpc.genesis().isRemembered()
                ? Uni.createFrom().voidItem()
                : memory.recall(rpc.cluster())
                        .invoke(found -> found.ifPresent(rpc.genesis()::remember))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> unremembered(rpc, failure));
    }

    private Uni<Void> remember(RpcClient rpc) {
        return rpc.genesis()
                .toRemember()
                .map(hash -> memory.remember(rpc.cluster(), hash)
                        .invoke(() -> rpc.genesis().remember(hash))
                        .onFailure()
                        .recoverWithItem(failure -> unremembered(rpc, failure)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static @Nullable Void unremembered(RpcClient rpc, Throwable failure) {
        LOG.warnf("event=rpc_chain_unremembered cluster=%s reason=%s", rpc.cluster(), failure.toString());
        return null;
    }

    static Uni<Void> round(RpcClient rpc, Duration every) {
        return identify(rpc).chain(() -> slots(rpc, every));
    }

    /** Once for each that answers: a chain does not become another. */
    private static Uni<Void> identify(RpcClient rpc) {
        return isAlone(rpc)
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(rpc.endpoints())
                        .filter(endpoint ->
                                !endpoint.isResting() && !rpc.genesis().isKnown(endpoint.index()))
                        .onItem()
                        .transformToUniAndMerge(endpoint -> identify(rpc, endpoint))
                        .collect()
                        .last()
                        .invoke(() -> rpc.endpoints().stream()
                                .filter(RpcEndpoint::isOfOtherChain)
                                .forEach(endpoint -> leave(rpc, endpoint)))
                        .replaceWithVoid();
    }

    private static Uni<Void> identify(RpcClient rpc, RpcEndpoint endpoint) {
        return endpoint.call(RpcRequest.of("getGenesisHash"), RpcValues::genesisHash)
                .invoke(hash -> rpc.genesis().told(endpoint.index(), hash))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> unanswered(rpc, endpoint, failure));
    }

    private static void leave(RpcClient rpc, RpcEndpoint endpoint) {
        rpc.slots().forget(endpoint.index());
        LOG.errorf("event=rpc_endpoint_of_other_chain cluster=%s endpoint=%d", rpc.cluster(), endpoint.index());
    }

    private static Uni<Void> slots(RpcClient rpc, Duration every) {
        List<RpcEndpoint> unknown = rpc.endpoints().stream()
                .filter(endpoint -> !endpoint.isResting() && endpoint.isOfMeantChain())
                // One that is behind is out of use, and tells only here that it has caught up.
                .filter(endpoint -> endpoint.isBehind() || !rpc.slots().sawWithin(endpoint.index(), every.dividedBy(2)))
                .toList();
        return Multi.createFrom()
                .iterable(unknown)
                .onItem()
                .transformToUniAndMerge(endpoint -> ask(rpc, endpoint))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> ask(RpcClient rpc, RpcEndpoint endpoint) {
        return endpoint.call(RpcRequest.of("getSlot").at(Commitment.CONFIRMED), RpcValues::number)
                .invoke(slot -> rpc.slots().saw(endpoint.index(), slot))
                .invoke(() -> tell(rpc, endpoint))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> unanswered(rpc, endpoint, failure));
    }

    private static @Nullable Void unanswered(RpcClient rpc, RpcEndpoint endpoint, Throwable failure) {
        LOG.warnf(
                "event=rpc_probe_failed cluster=%s endpoint=%d reason=%s",
                rpc.cluster(), endpoint.index(), failure.getMessage());
        return null;
    }

    private static void tell(RpcClient rpc, RpcEndpoint endpoint) {
        if (endpoint.isBehind()) {
            LOG.warnf(
                    "event=rpc_endpoint_behind cluster=%s endpoint=%d slots=%d",
                    rpc.cluster(), endpoint.index(), endpoint.slotLag().orElse(0));
        }
    }
}
