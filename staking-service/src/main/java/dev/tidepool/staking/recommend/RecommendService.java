package dev.tidepool.staking.recommend;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.OrderError;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.validator.ValidatorService;
import dev.tidepool.staking.validator.ValidatorSet;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;

/** Ranks the validators of the present reading. */
@ApplicationScoped
public class RecommendService {

    private final ValidatorService validators;
    private final RecommendConfig config;
    private final MeterRegistry metrics;

    RecommendService(ValidatorService validators, RecommendConfig config, MeterRegistry metrics) {
        this.validators = validators;
        this.config = config;
        this.metrics = metrics;
    }

    /** The same as JSON. @throws Problem 400 when something of the request is out of range */
    public Uni<RecommendationsView> view(Cluster cluster, RecommendRequest request) {
        return recommend(cluster, request.toPreferences(config)).map(RecommendationsView::of);
    }

    /** Fails with AMOUNT_BELOW_MINIMUM where the chain would not take the amount. Thousands are scored, off the event loop. */
    Uni<Recommendations> recommend(Cluster cluster, Preferences preferences) {
        return Uni.combine()
                .all()
                .unis(cluster.chain().minimumDelegation(), validators.all(cluster))
                .asTuple()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(told -> rank(preferences, told.getItem1(), told.getItem2()))
                .invoke(ranked -> metrics.counter(
                                "tidepool.staking.recommendations",
                                "outcome",
                                ranked.best().isEmpty() ? "none" : "some")
                        .increment());
    }

    private static Recommendations rank(Preferences preferences, Lamports minimum, ValidatorSet set) {
        if (preferences.amount().isLessThan(minimum)) {
            throw Problem.of(
                            OrderError.AMOUNT_BELOW_MINIMUM,
                            "The chain takes delegations from %s lamports on. Raise lamports.".formatted(minimum))
                    .with("field", "lamports")
                    .with("minimum", minimum.toString());
        }
        return Scoring.rank(set, preferences);
    }
}
