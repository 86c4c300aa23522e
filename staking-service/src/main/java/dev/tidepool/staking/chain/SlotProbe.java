package dev.tidepool.staking.chain;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Asks endpoints that have nothing to do how far they are: a stand-in that fell behind, or is ill, is known before it is needed.
 * Those that answer calls tell their slot with each, and are not asked.
 */
@ApplicationScoped
class SlotProbe {

    private static final Logger LOG = Logger.getLogger(SlotProbe.class);

    private final RpcClient rpc;
    private final Duration every;

    SlotProbe(RpcClient rpc, ChainConfig config) {
        this.rpc = rpc;
        this.every = config.probeEvery();
    }

    @Scheduled(
            every = "${tidepool.staking.chain.probe-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> round() {
        List<RpcEndpoint> unknown = rpc.endpoints().stream()
                .filter(endpoint -> !endpoint.isResting())
                // One that is behind is out of use, and tells only here that it has caught up.
                .filter(endpoint -> endpoint.isBehind() || !rpc.slots().sawWithin(endpoint.index(), every.dividedBy(2)))
                .toList();
        return Multi.createFrom()
                .iterable(unknown)
                .onItem()
                .transformToUniAndMerge(this::ask)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> ask(RpcEndpoint endpoint) {
        return endpoint.call(RpcRequest.of("getSlot").at(Commitment.CONFIRMED), RpcValues::number)
                .invoke(slot -> rpc.slots().saw(endpoint.index(), slot))
                .invoke(() -> tell(endpoint))
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("event=rpc_probe_failed endpoint=%d reason=%s", endpoint.index(), failure.getMessage());
                    return null;
                });
    }

    private static void tell(RpcEndpoint endpoint) {
        if (endpoint.isBehind()) {
            LOG.warnf(
                    "event=rpc_endpoint_behind endpoint=%d slots=%d",
                    endpoint.index(), endpoint.slotLag().orElse(0));
        }
    }
}
