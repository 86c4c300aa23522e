package dev.tidepool.staking.cluster;

import static dev.tidepool.staking.test.Steps.SOL;

import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.restassured.response.Response;
import java.util.Map;

/** The default cluster and another, as one organisation uses them. */
final class TwoClusters {

    static final String DEVNET = "cluster=devnet";

    final LocalChain main = new LocalChain();
    final LocalChain devnet = LocalChain.devnet();
    final StakingApi api = new StakingApi();

    /** Staked with the first validator of that chain. */
    static Map<String, Object> stake(Wallet owner, LocalChain chain) {
        return Map.of(
                "owner", owner.address().toString(),
                "validator", chain.votes().getFirst().toString(),
                "lamports", Long.toString(2 * SOL));
    }

    Response buildOnMain(Wallet owner) {
        return api.build("create-and-delegate", stake(owner, main));
    }

    Response buildOnDevnet(Wallet owner) {
        return api.build("create-and-delegate?" + DEVNET, stake(owner, devnet));
    }

    static boolean knows(LocalChain chain, String blockhash) {
        return chain.call("isBlockhashValid", blockhash, Map.of("commitment", "processed"))
                .required("value")
                .asBoolean();
    }
}
