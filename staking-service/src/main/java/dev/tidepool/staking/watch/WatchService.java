package dev.tidepool.staking.watch;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainError;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.EconomyClient;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.stake.PositionService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Looks at a wallet, compares with what was seen before, and keeps both. Counts
 * {@code tidepool.staking.watch.looks{outcome}} and {@code tidepool.staking.watch.changes{type}}.
 */
@ApplicationScoped
class WatchService {

    private static final Logger LOG = Logger.getLogger(WatchService.class);

    private final PositionService positions;
    private final WatchRepository repository;
    private final WatchConfig config;
    private final MeterRegistry metrics;

    WatchService(PositionService positions, WatchRepository repository, WatchConfig config, MeterRegistry metrics) {
        this.positions = positions;
        this.repository = repository;
        this.config = config;
        this.metrics = metrics;
    }

    /** What was paid, and up to which epoch that is all. */
    private record Paid(long upTo, List<Change> changes) {}

    /** Fails when the chain or the database does. */
    Uni<Void> look(Cluster cluster, Watched watched) {
        int most = Math.min(config.maxAccounts(), EconomyClient.MAX_REWARDED);
        return Uni.combine()
                .all()
                .unis(positions.of(cluster, watched.wallet()), delinquent(cluster))
                .with((found, silent) -> Sight.of(found, silent, most))
                .chain(now -> watched.before()
                        .map(before -> compare(cluster, watched, before, now))
                        .orElseGet(() -> store(watched, now, new Paid(now.epoch() - 1, List.of()))));
    }

    private Uni<Void> compare(Cluster cluster, Watched watched, Sight before, Sight now) {
        return Uni.combine()
                .all()
                .unis(closed(cluster, before.goneFrom(now)), paid(cluster, watched, now))
                .with((closed, paid) -> new Paid(
                        paid.upTo(),
                        Stream.concat(Changes.between(before, now, closed).stream(), paid.changes().stream())
                                .toList()))
                .chain(told -> store(watched, now, told));
    }

    private Uni<Void> store(Watched watched, Sight now, Paid told) {
        return repository
                .store(watched, now, told.upTo(), told.changes(), config.every())
                .invoke(latest -> count(watched, told.changes(), latest))
                .replaceWithVoid();
    }

    private static Uni<Set<PublicKey>> delinquent(Cluster cluster) {
        return cluster.chain()
                .voteAccounts()
                .map(all -> all.stream()
                        .filter(VoteAccount::delinquent)
                        .map(VoteAccount::address)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Those that hold nothing any more. */
    private static Uni<Set<String>> closed(Cluster cluster, List<PublicKey> gone) {
        return gone.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : cluster.chain()
                        .accounts(gone)
                        .map(found -> IntStream.range(0, gone.size())
                                .filter(index -> found.get(index).isEmpty())
                                .mapToObj(index -> gone.get(index).toString())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Of one epoch in each look. The last one that is over is asked for again until something was paid for it. */
    private Uni<Paid> paid(Cluster cluster, Watched watched, Sight now) {
        List<PublicKey> accounts = now.addresses();
        long last = now.epoch() - 1;
        long epoch = Math.max(watched.rewardedEpoch() + 1, now.epoch() - config.rewardEpochs());
        if (accounts.isEmpty() || epoch > last) {
            return Uni.createFrom().item(new Paid(Math.max(watched.rewardedEpoch(), last), List.of()));
        }
        long waiting = epoch == last ? epoch - 1 : epoch;
        return cluster.economy()
                .rewards(accounts, epoch)
                .map(told -> new Paid(
                        told.isEmpty() ? waiting : epoch,
                        told.entrySet().stream()
                                .map(paid -> Change.rewarded(paid.getKey(), paid.getValue()))
                                .toList()))
                .onFailure(WatchService::isUntold)
                .recoverWithItem(() -> new Paid(waiting, List.of()))
                .onFailure()
                .recoverWithItem(failure -> unpaid(watched, failure));
    }

    /** What else was seen is told all the same; rewards are asked for again by the next look. */
    private static Paid unpaid(Watched watched, Throwable failure) {
        LOG.warnf("event=rewards_unseen wallet=%s reason=%s", watched.wallet(), failure.toString());
        return new Paid(watched.rewardedEpoch(), List.of());
    }

    /** It keeps no blocks that old, or is paying just now. */
    private static boolean isUntold(Throwable failure) {
        return failure instanceof Problem problem && problem.code() == ChainError.CHAIN_CALL_REFUSED;
    }

    private void count(Watched watched, List<Change> changes, boolean latest) {
        String outcome = latest ? watched.before().isEmpty() ? "first" : "seen" : "overtaken";
        metrics.counter("tidepool.staking.watch.looks", "outcome", outcome).increment();
        if (latest) {
            changes.forEach(change -> metrics.counter(
                            "tidepool.staking.watch.changes",
                            "type",
                            change.type().label())
                    .increment());
        }
    }
}
