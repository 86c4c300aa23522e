package dev.tidepool.staking.validator;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.EconomyClient;
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

    private final ChainClient chain;
    private final EconomyClient economy;
    private final ValidatorChanges changes;
    private final MeterRegistry metrics;
    private final Kept<ValidatorSet> set;
    private final Kept<Inflation> inflation;
    private final Kept<Lamports> supply;
    private final Duration creditsMaxAge;
    private final Cache<PublicKey, Kept<VoteState>> states;

    ValidatorService(
            ChainClient chain,
            EconomyClient economy,
            ValidatorChanges changes,
            ValidatorConfig config,
            MeterRegistry metrics) {
        InstantSource clock = InstantSource.system();
        this.chain = chain;
        this.economy = economy;
        this.changes = changes;
        this.metrics = metrics;
        this.set = new Kept<>(config.maxAge(), clock, this::read);
        this.inflation = new Kept<>(config.economyMaxAge(), clock, economy::inflation);
        this.supply = new Kept<>(config.economyMaxAge(), clock, economy::supply);
        this.creditsMaxAge = config.creditsMaxAge();
        this.states = LocalCaches.newBuilder().maximumSize(config.maxCredits()).build();
    }

    public Uni<ValidatorSet> all() {
        return set.get().invoke(read -> changes.read(read.accounts()));
    }

    /** A validator with all that its account says. Fails with UNKNOWN_VALIDATOR. */
    Uni<ValidatorDetail> find(PublicKey vote) {
        return all().chain(read -> {
            Validator validator =
                    read.find(vote).orElseThrow(() -> Problem.notFound(ValidatorError.UNKNOWN_VALIDATOR, vote));
            return state(vote).map(state -> new ValidatorDetail(validator, state, read));
        });
    }

    /** Only of what is known to be a vote account: others would fill the cache. */
    private Uni<VoteState> state(PublicKey vote) {
        return states.get(vote, address -> new Kept<>(creditsMaxAge, InstantSource.system(), () -> askState(address)))
                .get();
    }

    private Uni<VoteState> askState(PublicKey vote) {
        return chain.accounts(List.of(vote))
                .map(found -> found.getFirst()
                        .map(account -> VoteState.decode(account.data().toArray()))
                        .orElseThrow(() -> Problem.notFound(ValidatorError.UNKNOWN_VALIDATOR, vote)));
    }

    private Uni<ValidatorSet> read() {
        return Uni.combine()
                .all()
                .unis(
                        economy.standings(),
                        economy.epochTime(),
                        ifTold("inflation", inflation.get()),
                        ifTold("supply", supply.get()))
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
