package dev.tidepool.staking.watch;

import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.ClusterRounds;
import dev.tidepool.staking.chain.Clusters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Looks at the wallets that are due; instances share them. */
@ApplicationScoped
class WatchJob {

    private static final Logger LOG = Logger.getLogger(WatchJob.class);

    private final WatchRepository repository;
    private final WatchService watches;
    private final Clusters clusters;
    private final WatchConfig config;
    private final MeterRegistry metrics;
    private final ClusterRounds rounds = new ClusterRounds("watch");

    WatchJob(
            WatchRepository repository,
            WatchService watches,
            Clusters clusters,
            WatchConfig config,
            MeterRegistry metrics) {
        this.repository = repository;
        this.watches = watches;
        this.clusters = clusters;
        this.config = config;
        this.metrics = metrics;
    }

    @NonBlocking
    @Scheduled(every = "${tidepool.staking.watch.interval}", delayed = "1s")
    void round() {
        rounds.begin(
                clusters,
                cluster -> repository
                        .take(cluster, config.together(), config.lease())
                        .chain(due -> look(cluster, due))
                        .onFailure()
                        .recoverWithUni(failure -> failed("wallets_unwatched", failure)));
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return repository.tidy().onFailure().recoverWithUni(failure -> failed("watched_wallets_kept", failure));
    }

    private Uni<Void> look(Cluster cluster, List<Watched> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(watched ->
                        watches.look(cluster, watched).onFailure().recoverWithUni(failure -> unseen(watched, failure)))
                .merge(config.atOnce())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> unseen(Watched watched, Throwable failure) {
        metrics.counter("tidepool.staking.watch.looks", "outcome", "failed").increment();
        LOG.warnf(
                "event=wallet_unseen cluster=%s wallet=%s reason=%s",
                watched.cluster(), watched.wallet(), failure.toString());
        return repository
                .postpone(watched, config.every())
                .onFailure()
                .recoverWithUni(late -> failed("wallet_not_postponed", late));
    }

    private static Uni<Void> failed(String event, Throwable failure) {
        LOG.warnf("event=%s reason=%s", event, failure.toString());
        return Uni.createFrom().voidItem();
    }
}
