package dev.tidepool.staking.transaction;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.Cluster;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.order.Facts;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Sysvars;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the chain what a request depends on: its accounts and the clock in one call, so that they belong together. */
@ApplicationScoped
class FactsService {

    private static final int AT_ONCE = 4;

    private final TariffService tariffs;

    FactsService(TariffService tariffs) {
        this.tariffs = tariffs;
    }

    Uni<Facts> of(Cluster cluster, OrderRequest request) {
        return request.order().isLiquid()
                ? cluster.pools().pool().chain(pool -> of(cluster.chain(), request, Optional.of(pool)))
                : of(cluster.chain(), request, Optional.empty());
    }

    /** The same for a request of wallets alone, of what they held lately; what it refuses must be asked anew. */
    Uni<Facts> lately(Cluster cluster, OrderRequest request) {
        ChainClient chain = cluster.chain();
        Set<PublicKey> wallets = new LinkedHashSet<>(request.reads());
        wallets.remove(Sysvars.CLOCK);
        wallets.addAll(tariffs.account().stream().toList());
        return Uni.combine()
                .all()
                .unis(
                        chain.lastTime(),
                        rents(chain),
                        chain.minimumDelegation(),
                        validators(chain, request.validators()),
                        chain.wallets(wallets))
                .with(Facts::new);
    }

    private Uni<Facts> of(ChainClient chain, OrderRequest request, Optional<Pool> pool) {
        return Uni.combine()
                .all()
                .unis(
                        rents(chain),
                        chain.minimumDelegation(),
                        validators(chain, request.validators()),
                        accounts(chain, request, pool))
                .asTuple()
                .chain(found -> time(chain, found.getItem4())
                        .map(time -> new Facts(
                                time, found.getItem1(), found.getItem2(), found.getItem3(), found.getItem4(), pool)));
    }

    private static Uni<Facts.Rents> rents(ChainClient chain) {
        return Uni.combine()
                .all()
                .unis(chain.stakeRent(), chain.nonceRent(), chain.walletRent())
                .with(Facts.Rents::new);
    }

    /** Those that are vote accounts; one call each, since a list of all is large. */
    private static Uni<Map<PublicKey, VoteAccount>> validators(ChainClient chain, List<PublicKey> addresses) {
        return Multi.createFrom()
                .iterable(addresses)
                .onItem()
                .transformToUni(chain::voteAccount)
                .merge(AT_ONCE)
                .collect()
                .in(HashMap::new, (found, account) -> account.ifPresent(vote -> found.put(vote.address(), vote)));
    }

    private Uni<Map<PublicKey, Account>> accounts(ChainClient chain, OrderRequest request, Optional<Pool> pool) {
        List<PublicKey> ofPool = pool.map(request.order()::readsOf).orElse(List.of());
        List<PublicKey> reads = Stream.of(
                        request.reads(), tariffs.account().stream().toList(), ofPool)
                .flatMap(List::stream)
                .distinct()
                .toList();
        Uni<Map<PublicKey, Account>> named = chain.accounts(reads).map(FactsService::byAddress);
        return request.order()
                .holder()
                .map(holder -> Uni.combine()
                        .all()
                        .unis(named, chain.stakeAccounts(holder.wallet(), holder.power()))
                        .with(FactsService::and))
                .orElse(named);
    }

    private static Map<PublicKey, Account> and(Map<PublicKey, Account> named, List<Account> held) {
        held.forEach(account -> named.put(account.address(), account));
        return named;
    }

    private static Uni<ChainTime> time(ChainClient chain, Map<PublicKey, Account> accounts) {
        return Optional.ofNullable(accounts.get(Sysvars.CLOCK))
                .map(chain::timeBy)
                .orElseGet(chain::time);
    }

    private static Map<PublicKey, Account> byAddress(List<Optional<Account>> accounts) {
        Map<PublicKey, Account> byAddress = new HashMap<>();
        accounts.stream().flatMap(Optional::stream).forEach(account -> byAddress.put(account.address(), account));
        return byAddress;
    }
}
