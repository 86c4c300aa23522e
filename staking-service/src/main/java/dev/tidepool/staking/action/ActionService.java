package dev.tidepool.staking.action;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.order.OrderKind;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.transaction.BuildService;
import dev.tidepool.staking.validator.ValidatorChoice;
import dev.tidepool.staking.wallet.WalletLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds what a person is going to sign. Nothing is kept: the wallet sends it itself. */
@ApplicationScoped
class ActionService {

    /** Whose writes these are, since nobody's organisation asks. */
    private static final String ANYBODY = "anybody";

    private final BuildService builds;
    private final WalletLimit wallets;
    private final MeterRegistry metrics;

    ActionService(BuildService builds, WalletLimit wallets, MeterRegistry metrics) {
        this.builds = builds;
        this.wallets = wallets;
        this.metrics = metrics;
    }

    /** @param validator empty for one that votes, of the least commission */
    Uni<ActionTransactionView> stake(
            Cluster cluster, @Nullable String account, @Nullable String amount, @Nullable String validator) {
        PublicKey wallet = parsed("account", account, PublicKey::parse);
        String sol = sol(amount);
        return validator(cluster, validator)
                .chain(vote -> built(
                        cluster,
                        "stake",
                        wallet,
                        OrderRequest.read(
                                OrderKind.CREATE_AND_DELEGATE,
                                Map.of("owner", wallet.toString(), "sol", sol, "validator", vote.toString())),
                        plan ->
                                "Stakes %s SOL with %s. %s lamports of rent are set aside, and come back when the account is closed."
                                        .formatted(sol, vote, plan.fees().rent())));
    }

    /** @param amount empty for all */
    Uni<ActionTransactionView> unstake(Cluster cluster, @Nullable String account, @Nullable String amount) {
        PublicKey wallet = parsed("account", account, PublicKey::parse);
        boolean all = amount == null || amount.isBlank() || amount.equals("all");
        Map<String, Object> order = all
                ? Map.of("staker", wallet.toString(), "lamports", "all")
                : Map.of("staker", wallet.toString(), "sol", sol(amount));
        return built(
                cluster,
                "unstake",
                wallet,
                OrderRequest.read(OrderKind.UNSTAKE, order),
                plan -> "Lets %s cool down until the epoch ends; then it can be withdrawn."
                        .formatted(all ? "all stake" : amount + " SOL"));
    }

    private Uni<ActionTransactionView> built(
            Cluster cluster, String action, PublicKey wallet, OrderRequest request, Function<Plan, String> message) {
        return wallets.take(ANYBODY, wallet)
                .chain(() -> builds.unsigned(cluster, request))
                .map(plan -> new ActionTransactionView(
                        "transaction", plan.transaction().encode().toBase64(), message.apply(plan)))
                .onItemOrFailure()
                .invoke((built, failure) -> count(action, failure));
    }

    private void count(String action, @Nullable Throwable failure) {
        String outcome = failure == null ? "built" : failure instanceof Problem ? "refused" : "error";
        metrics.counter("tidepool.staking.actions", "action", action, "outcome", outcome)
                .increment();
    }

    private static Uni<PublicKey> validator(Cluster cluster, @Nullable String named) {
        return named == null || named.isBlank()
                ? cluster.chain()
                        .voteAccounts()
                        .map(all -> ValidatorChoice.choose(all).address())
                : Uni.createFrom().item(parsed("validator", named, PublicKey::parse));
    }

    private static String sol(@Nullable String amount) {
        parsed("amount", amount, Lamports::parseSol);
        return String.valueOf(amount);
    }

    private static <T> T parsed(String field, @Nullable String text, Function<String, T> parser) {
        if (text == null || text.isBlank()) {
            throw Problem.invalidField(field, field + " is required.");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(field, field + ": " + refused.getMessage() + ".");
        }
    }
}
