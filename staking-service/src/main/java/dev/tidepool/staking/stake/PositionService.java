package dev.tidepool.staking.stake;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAuthority;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the stake accounts of a wallet: those it may stake with and those it may withdraw from, which need not be the same. */
@ApplicationScoped
public class PositionService {

    private static final Comparator<Position> LARGEST_FIRST = Comparator.comparing(Position::lamports)
            .reversed()
            .thenComparing(position -> position.address().toString());

    private final PositionConfig config;
    private final DistributionSummary found;

    PositionService(PositionConfig config, MeterRegistry metrics) {
        this.config = config;
        this.found = metrics.summary("tidepool.staking.positions");
    }

    /** All of them in sum, the largest one by one. */
    public Uni<PositionsView> view(Cluster cluster, PublicKey wallet) {
        return of(cluster, wallet).map(found -> PositionsView.of(found, config.max()));
    }

    /** The largest first. */
    public Uni<Positions> of(Cluster cluster, PublicKey wallet) {
        ChainClient chain = cluster.chain();
        return Uni.combine()
                .all()
                .unis(
                        chain.stakeAccounts(wallet, StakeAuthority.STAKER),
                        chain.stakeAccounts(wallet, StakeAuthority.WITHDRAWER),
                        chain.newestTime())
                .with((staked, withdrawn, time) ->
                        positions(wallet, Stream.concat(staked.stream(), withdrawn.stream()), time))
                .invoke(positions -> found.record(positions.all().size()));
    }

    private static Positions positions(PublicKey wallet, Stream<Account> accounts, ChainTime time) {
        List<Position> all = accounts.distinct()
                .flatMap(account -> Position.of(account, time).stream())
                .sorted(LARGEST_FIRST)
                .toList();
        return new Positions(wallet, time.clock().epoch(), all);
    }
}
