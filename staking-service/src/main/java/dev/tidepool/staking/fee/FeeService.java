package dev.tidepool.staking.fee;

import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.EconomyClient;
import dev.tidepool.staking.chain.Kept;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Reads what the chain charges, once for all who ask within a while. */
@ApplicationScoped
class FeeService {

    private final ChainClient chain;
    private final EconomyClient economy;
    private final MeterRegistry metrics;
    private final Kept<Charges> kept;

    FeeService(ChainClient chain, EconomyClient economy, FeeConfig config, MeterRegistry metrics) {
        this.chain = chain;
        this.economy = economy;
        this.metrics = metrics;
        this.kept = new Kept<>(config.maxAge(), InstantSource.system(), this::read);
    }

    Uni<Charges> charges() {
        return kept.get();
    }

    private Uni<Charges> read() {
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
