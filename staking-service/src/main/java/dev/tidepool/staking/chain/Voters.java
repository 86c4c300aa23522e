package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.PublicKey;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster's vote accounts: one list, read once for builds, lists and recommendations alike. */
final class Voters {

    private static final String METHOD = "getVoteAccounts";

    private final RpcClient rpc;
    private final Kept<Known> known;

    Voters(RpcClient rpc, ChainConfig config) {
        this.rpc = rpc;
        this.known = new Kept<>(config.validatorsMaxAge(), InstantSource.system(), () -> ask(Map.of()));
    }

    /** A list and the same by address: builds look one up among thousands. */
    private record Known(List<VoteStanding> standings, Map<PublicKey, VoteAccount> byAddress) {

        static Known of(List<VoteStanding> standings) {
            Map<PublicKey, VoteAccount> byAddress = HashMap.newHashMap(standings.size());
            standings.forEach(standing -> byAddress.put(standing.account().address(), standing.account()));
            return new Known(standings, byAddress);
        }

        Optional<VoteAccount> find(PublicKey address) {
            return Optional.ofNullable(byAddress.get(address));
        }
    }

    /** All of them. */
    Uni<List<VoteStanding>> standings() {
        return known.get().map(Known::standings);
    }

    /** As the list that is kept has it; one that is not in it is asked for by name: it may be new. */
    Uni<Optional<VoteAccount>> find(PublicKey address) {
        return known.get()
                .map(kept -> kept.find(address))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : ask(Map.of("votePubkey", address.toString())).map(named -> named.find(address)));
    }

    /** A long answer is read on a worker thread: thousands of addresses are decoded. */
    private Uni<Known> ask(Map<String, Object> filter) {
        Map<String, Object> options = new HashMap<>(filter);
        options.put("keepUnstakedDelinquents", true);
        return rpc.call(
                RpcRequest.of(METHOD, options).at(Commitment.CONFIRMED),
                answer -> Known.of(EconomyValues.standings(answer)));
    }
}
