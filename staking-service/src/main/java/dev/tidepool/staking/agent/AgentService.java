package dev.tidepool.staking.agent;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.recommend.RecommendRequest;
import dev.tidepool.staking.recommend.RecommendService;
import dev.tidepool.staking.recommend.RecommendationsView;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.transaction.BuildService;
import dev.tidepool.staking.transaction.TransactionView;
import dev.tidepool.staking.validator.ValidatorChoice;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds what these paths ask for with the builds that all others use. */
@ApplicationScoped
class AgentService {

    private final BuildService builds;
    private final RecommendService recommendations;

    AgentService(BuildService builds, RecommendService recommendations) {
        this.builds = builds;
        this.recommendations = recommendations;
    }

    Uni<BuiltView> stake(
            Cluster cluster, Caller.Member caller, @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        AgentBody request =
                new AgentBody(body, Set.of("agentWallet", "amount", "validatorVoteAccount", "stakeAuthority"));
        request.wallet("agentWallet");
        request.amount();
        request.address("stakeAuthority");
        return validator(cluster, request)
                .chain(vote -> Uni.combine()
                        .all()
                        .unis(
                                build(cluster, caller, OrderKind.CREATE_AND_DELEGATE, key, with(request, vote)),
                                cluster.chain().clock())
                        .with((built, clock) ->
                                BuiltView.of(built, Optional.of(vote.toString()), Optional.of(clock.epoch()))));
    }

    Uni<BuiltView> unstake(
            Cluster cluster, Caller.Member caller, @Nullable String key, @Nullable Map<String, @Nullable Object> body) {
        AgentBody request = new AgentBody(body, Set.of("agentWallet", "stakeAccount", "amount"));
        request.wallet("agentWallet");
        boolean whole = request.address("stakeAccount").isPresent();
        if (whole == request.optionalAmount().isPresent()) {
            throw Problem.invalidField(
                    "stakeAccount", "Give stakeAccount, which cools down whole, or amount: one of them.");
        }
        return build(cluster, caller, whole ? OrderKind.DEACTIVATE : OrderKind.UNSTAKE, key, request.order())
                .map(built -> BuiltView.of(built, Optional.empty(), Optional.empty()));
    }

    Uni<RecommendationsView> recommend(Cluster cluster, @Nullable Map<String, @Nullable Object> body) {
        AgentBody request = new AgentBody(body, Set.of("agentWallet", "amount", "maxCommission", "limit"));
        request.address("agentWallet");
        RecommendRequest preferences = new RecommendRequest(
                request.amount().toString(),
                null,
                request.whole("maxCommission").orElse(null),
                null,
                null,
                request.whole("limit").orElse(null));
        return Uni.createFrom()
                .deferred(() -> recommendations.view(cluster, preferences))
                .onFailure()
                .transform(AgentBody::renamed);
    }

    private Uni<TransactionView> build(
            Cluster cluster,
            Caller.Member caller,
            OrderKind kind,
            @Nullable String key,
            Map<String, @Nullable Object> order) {
        return Uni.createFrom()
                .deferred(() -> builds.build(cluster, caller, kind, key, order))
                .onFailure()
                .transform(AgentBody::renamed);
    }

    private static Uni<PublicKey> validator(Cluster cluster, AgentBody request) {
        return request.address("validatorVoteAccount")
                .map(named -> Uni.createFrom().item(named))
                .orElseGet(() -> cluster.chain()
                        .voteAccounts()
                        .map(all -> ValidatorChoice.choose(all).address()));
    }

    private static Map<String, @Nullable Object> with(AgentBody request, PublicKey vote) {
        Map<String, @Nullable Object> order = new HashMap<>(request.order());
        order.put("validator", vote.toString());
        return order;
    }
}
