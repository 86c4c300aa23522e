package dev.tidepool.staking.watch;

import dev.tidepool.staking.chain.ChainClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
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
    private final ChainClient chain;
    private final WatchConfig config;
    private final MeterRegistry metrics;

    WatchJob(
            WatchRepository repository,
            WatchService watches,
            ChainClient chain,
            WatchConfig config,
            MeterRegistry metrics) {
        this.repository = repository;
        this.watches = watches;
        this.chain = chain;
        this.config = config;
        this.metrics = metrics;
    }

    @Scheduled(
            every = "${tidepool.staking.watch.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> round() {
        return chain.isConfigured()
                ? repository
                        .take(config.together(), config.lease())
                        .chain(this::look)
                        .onFailure()
                        .recoverWithUni(failure -> failed("wallets_unwatched", failure))
                : Uni.createFrom().voidItem();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> tidy() {
        return repository.tidy().onFailure().recoverWithUni(failure -> failed("watched_wallets_kept", failure));
    }

    private Uni<Void> look(List<Watched> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUni(watched ->
                        watches.look(watched).onFailure().recoverWithUni(failure -> unseen(watched, failure)))
                .merge(config.atOnce())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> unseen(Watched watched, Throwable failure) {
        metrics.counter("tidepool.staking.watch.looks", "outcome", "failed").increment();
        LOG.warnf("event=wallet_unseen wallet=%s reason=%s", watched.wallet(), failure.toString());
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> failed(String event, Throwable failure) {
        LOG.warnf("event=%s reason=%s", event, failure.toString());
        return Uni.createFrom().voidItem();
    }
}
