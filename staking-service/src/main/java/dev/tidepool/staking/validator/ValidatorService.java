package dev.tidepool.staking.validator;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ByCluster;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Inflation;
import dev.tidepool.staking.chain.Kept;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.VoteState;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The validators, read once for all who ask within a while. */
@ApplicationScoped
public class ValidatorService {

    private static final Logger LOG = Logger.getLogger(ValidatorService.class);

    private final ValidatorChanges changes;
    private final MeterRegistry metrics;
    private final ByCluster<Kept<ValidatorSet>> sets;
    private final ByCluster<Kept<Inflation>> inflations;
    private final ByCluster<Kept<Lamports>> supplies;
    private final Duration creditsMaxAge;
    private final Cache<Vote, Kept<VoteState>> states;

    ValidatorService(ValidatorChanges changes, ValidatorConfig config, MeterRegistry metrics) {
        InstantSource clock = InstantSource.system();
        this.changes = changes;
        this.metrics = metrics;
        this.sets = new ByCluster<>(cluster -> new Kept<>(config.maxAge(), clock, () -> read(cluster)));
        this.inflations =
                new ByCluster<>(cluster -> new Kept<>(config.economyMaxAge(), clock, cluster.economy()::inflation));
        this.supplies =
                new ByCluster<>(cluster -> new Kept<>(config.economyMaxAge(), clock, cluster.economy()::supply));
        this.creditsMaxAge = config.creditsMaxAge();
        this.states = LocalCaches.newBuilder().maximumSize(config.maxCredits()).build();
    }

    /** A vote account; the same address may be one on several clusters. */
    private record Vote(Cluster cluster, PublicKey address) {}

    public Uni<ValidatorSet> all(Cluster cluster) {
        return sets.of(cluster).get().invoke(read -> changes.read(cluster, read.accounts()));
    }

    /** A validator with all that its account says. Fails with UNKNOWN_VALIDATOR. */
    Uni<ValidatorDetail> find(Cluster cluster, PublicKey vote) {
        return all(cluster).chain(read -> {
            Validator validator =
                    read.find(vote).orElseThrow(() -> Problem.notFound(ValidatorError.UNKNOWN_VALIDATOR, vote));
            return state(new Vote(cluster, vote)).map(state -> new ValidatorDetail(validator, state, read));
        });
    }

    /** Only of what is known to be a vote account: others would fill the cache. */
    private Uni<VoteState> state(Vote vote) {
        return states.get(vote, wanted -> new Kept<>(creditsMaxAge, InstantSource.system(), () -> askState(wanted)))
                .get();
    }

    private Uni<VoteState> askState(Vote vote) {
        return vote.cluster()
                .chain()
                .accounts(List.of(vote.address()))
                .map(found -> found.getFirst()
                        .map(account -> VoteState.decode(account.data().toArray()))
                        .orElseThrow(() -> Problem.notFound(ValidatorError.UNKNOWN_VALIDATOR, vote.address())));
    }

    private Uni<ValidatorSet> read(Cluster cluster) {
        return Uni.combine()
                .all()
                .unis(
                        cluster.economy().standings(),
                        cluster.economy().epochTime(),
                        ifTold("inflation", inflations.of(cluster).get()),
                        ifTold("supply", supplies.of(cluster).get()))
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(told -> ValidatorSet.of(told.getItem1(), told.getItem2(), told.getItem3(), told.getItem4()))
                .invoke(read ->
                        metrics.counter("tidepool.staking.validators.readings").increment());
    }

    /** Without it there are no estimates, and all else. */
    private <T> Uni<Optional<T>> ifTold(String input, Uni<T> answer) {
        return answer.map(Optional::of).onFailure(Problem.class).recoverWithItem(failure -> {
            LOG.warnf("event=estimate_input_missing input=%s reason=%s", input, failure.getMessage());
            metrics.counter("tidepool.staking.estimate.inputs.missing", "input", input)
                    .increment();
            return Optional.empty();
        });
    }
}
