package dev.tidepool.staking.test;

import static dev.tidepool.staking.test.Steps.fields;

import dev.tidepool.staking.solana.NonceAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAccount;
import io.restassured.path.json.JsonPath;
import java.util.Map;

/** The accounts of one wallet: how a test comes by them, names them in orders, and reads them from the chain. */
public final class Holdings {

    private final Steps steps;
    private final LocalChain chain;
    private final Wallet owner;

    public Holdings(Steps steps, LocalChain chain, Wallet owner) {
        this.steps = steps;
        this.chain = chain;
        this.owner = owner;
    }

    /** A stake that was deactivated in the epoch of its making, and so at once. */
    public PublicKey inactive(long lamports) {
        PublicKey stake = steps.stake(owner, lamports);
        steps.run("deactivate", on(stake), owner);
        return stake;
    }

    public PublicKey nonce() {
        return nonceOf(steps.run("create-nonce", fields("owner", owner.address()), owner));
    }

    public NonceAccount nonce(PublicKey account) {
        return NonceAccount.decode(chain.data(account)).orElseThrow();
    }

    public boolean isDeactivated(PublicKey stake) {
        return steps.account(stake).delegation().orElseThrow().isDeactivated();
    }

    public PublicKey delegatedTo(PublicKey stake) {
        return steps.account(stake).delegation().orElseThrow().voter();
    }

    public StakeAccount.Meta meta(PublicKey stake) {
        return steps.account(stake).meta().orElseThrow();
    }

    public Map<String, Object> ofNonce(PublicKey account) {
        return fields("account", account, "owner", owner.address());
    }

    public Map<String, Object> on(PublicKey stake) {
        return fields("stakeAccount", stake, "owner", owner.address());
    }

    public Map<String, Object> with(PublicKey stake, long lamports) {
        return StakingApi.with(on(stake), "lamports", Long.toString(lamports));
    }

    public static Map<String, Object> to(PublicKey destination, Map<String, Object> body) {
        return StakingApi.with(body, "destination", destination.toString());
    }

    public static PublicKey stakeOf(JsonPath built) {
        return PublicKey.parse(built.getString("stakeAccount.address"));
    }

    public static PublicKey nonceOf(JsonPath built) {
        return PublicKey.parse(built.getString("nonceAccount.address"));
    }
}
