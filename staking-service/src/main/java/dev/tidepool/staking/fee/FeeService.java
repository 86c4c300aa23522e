package dev.tidepool.staking.fee;

import dev.tidepool.staking.chain.ByCluster;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.EconomyClient;
import dev.tidepool.staking.chain.Kept;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Reads what the chain charges, once for all who ask within a while. */
@ApplicationScoped
class FeeService {

    private final MeterRegistry metrics;
    private final ByCluster<Kept<Charges>> kept;

    FeeService(FeeConfig config, MeterRegistry metrics) {
        this.metrics = metrics;
        this.kept =
                new ByCluster<>(cluster -> new Kept<>(config.maxAge(), InstantSource.system(), () -> read(cluster)));
    }

    Uni<Charges> charges(Cluster cluster) {
        return kept.of(cluster).get();
    }

    private Uni<Charges> read(Cluster cluster) {
        ChainClient chain = cluster.chain();
        EconomyClient economy = cluster.economy();
        return Uni.combine()
                .all()
                .unis(
                        economy.recentPrices().map(RecentPrices::new),
                        economy.signatureFee(),
                        chain.stakeRent(),
                        chain.nonceRent(),
                        chain.walletRent(),
                        chain.minimumDelegation())
                .with(Charges::new)
                .invoke(read ->
                        metrics.counter("tidepool.staking.fees.readings").increment());
    }
}
