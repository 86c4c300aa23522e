package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Simulation;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.order.Plan;
import dev.tidepool.staking.order.Terms;
import dev.tidepool.staking.order.Terms.UnitLimit;
import dev.tidepool.staking.order.Terms.UnitPrice;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Sysvars;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Asks the cluster what a transaction costs, where the request leaves that to it. */
@ApplicationScoped
class PricingService {

    private static final int PERCENT = 100;

    private final TransactionConfig config;

    PricingService(TransactionConfig config) {
        this.config = config;
    }

    /** A slip of the pen would be paid. @throws Problem 400 when the price is above the limit */
    void requireModest(Terms terms) {
        if (terms.unitPrice() instanceof UnitPrice.Fixed(Lamports micro) && most().isLessThan(micro)) {
            throw Problem.invalidField(
                    "computeUnitPriceMicroLamports", "computeUnitPriceMicroLamports is at most %s.".formatted(most()));
        }
    }

    /** With a price in place of a percentile, within the limit. */
    Uni<OrderRequest> priced(Cluster cluster, OrderRequest request) {
        if (!(request.terms().unitPrice() instanceof UnitPrice.Percentile(int percent))) {
            return Uni.createFrom().item(request);
        }
        return accounts(cluster, request)
                .chain(accounts -> cluster.chain().recentPrice(accounts, percent))
                .map(price -> request.with(
                        request.terms().unitLimit(), new UnitPrice.Fixed(most().isLessThan(price) ? most() : price)));
    }

    /** Those that others want too: of a pool, the pool's. */
    private static Uni<List<PublicKey>> accounts(Cluster cluster, OrderRequest request) {
        List<PublicKey> named = request.reads().stream()
                .filter(address -> !address.equals(Sysvars.CLOCK))
                .toList();
        return request.order().isLiquid()
                ? cluster.pools()
                        .pool()
                        .map(pool -> Stream.concat(named.stream(), request.order().readsOf(pool).stream())
                                .distinct()
                                .toList())
                : Uni.createFrom().item(named);
    }

    /** What is only measured bids nothing: the largest limit would cost what nobody is going to pay. */
    OrderRequest measurable(OrderRequest request) {
        return request.terms().unitLimit() instanceof UnitLimit.Simulated
                ? request.with(new UnitLimit.Simulated(), new UnitPrice.Fixed(Lamports.ZERO))
                : request;
    }

    /** With what its simulation used, and a margin. Fails with SIMULATION_FAILED. */
    Uni<OrderRequest> limited(Cluster cluster, OrderRequest request, Plan measured) {
        return cluster.chain().simulate(measured.transaction().encode()).map(simulation -> {
            long units = requireSuccess(simulation) * (PERCENT + config.simulatedUnitMarginPercent()) / PERCENT;
            return request.with(
                    new UnitLimit.Fixed(Math.clamp(units, 1, Terms.MOST_UNITS)),
                    request.terms().unitPrice());
        });
    }

    private static long requireSuccess(Simulation simulation) {
        if (simulation.error().isPresent()) {
            throw Problem.of(
                            TransactionError.SIMULATION_FAILED,
                            "The cluster simulated the transaction to learn its compute units, and it failed. Change what"
                                    + " the error names, or give computeUnitLimit as a number.")
                    .with("field", "computeUnitLimit")
                    .with("error", simulation.error().get())
                    .with("logs", simulation.logs());
        }
        return simulation.computeUnits();
    }

    private Lamports most() {
        return Lamports.of(config.maxComputeUnitPrice());
    }
}
