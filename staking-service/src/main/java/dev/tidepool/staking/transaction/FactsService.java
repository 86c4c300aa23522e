package dev.tidepool.staking.transaction;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.order.Facts;
import dev.tidepool.staking.order.OrderRequest;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Sysvars;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the chain what a request depends on: its accounts and the clock in one call, so that they belong together. */
@ApplicationScoped
class FactsService {

    private final ChainClient chain;

    FactsService(ChainClient chain) {
        this.chain = chain;
    }

    Uni<Facts> of(OrderRequest request) {
        return Uni.combine()
                .all()
                .unis(
                        rents(),
                        chain.minimumDelegation(),
                        validators(request.validator()),
                        chain.accounts(request.reads()).map(FactsService::byAddress))
                .asTuple()
                .chain(found -> time(found.getItem4())
                        .map(time -> new Facts(
                                time, found.getItem1(), found.getItem2(), found.getItem3(), found.getItem4())));
    }

    private Uni<Facts.Rents> rents() {
        return Uni.combine()
                .all()
                .unis(chain.stakeRent(), chain.nonceRent(), chain.walletRent())
                .with(Facts.Rents::new);
    }

    private Uni<Map<PublicKey, VoteAccount>> validators(Optional<PublicKey> address) {
        return address.map(vote -> chain.voteAccount(vote)
                        .map(found -> found.map(account -> Map.of(vote, account)).orElse(Map.of())))
                .orElseGet(() -> Uni.createFrom().item(Map.of()));
    }

    private Uni<ChainTime> time(Map<PublicKey, Account> accounts) {
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
