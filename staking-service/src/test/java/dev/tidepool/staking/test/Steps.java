package dev.tidepool.staking.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeAccount;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds, signs, submits and awaits, one transaction after the other; the keys are this test's own. */
public final class Steps {

    public static final long SOL = 1_000_000_000L;

    private static final Duration SOON = Duration.ofSeconds(20);

    private final StakingApi api;
    private final LocalChain chain;

    public Steps(StakingApi api, LocalChain chain) {
        this.api = api;
        this.chain = chain;
    }

    /** An object of fields and values in turn; values are written as JSON has them. */
    public static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            Object value = namesAndValues[index + 1];
            fields.put((String) namesAndValues[index], value instanceof PublicKey ? value.toString() : value);
        }
        return fields;
    }

    public JsonPath build(String kind, Map<String, ?> body) {
        return api.build(kind, body).then().statusCode(201).extract().jsonPath();
    }

    public void refuse(String kind, Map<String, ?> body, String code, String field) {
        api.build(kind, body).then().body("code", equalTo(code)).body("field", equalTo(field));
    }

    /** Signed by everybody who must and nobody else; gives what was built once the cluster has confirmed it. */
    public JsonPath run(String kind, Map<String, ?> body, Wallet... signers) {
        JsonPath built = build(kind, body);
        land(built, signers);
        return built;
    }

    public void land(JsonPath built, Wallet... signers) {
        assertThat(built.<String>getList("requiredSigners"))
                .containsExactlyInAnyOrderElementsOf(List.of(signers).stream()
                        .map(wallet -> wallet.address().toString())
                        .toList());
        String transaction = built.getString("transaction");
        for (Wallet signer : signers) {
            transaction = signer.sign(transaction);
        }
        api.submit(transaction).then().statusCode(202);
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
    }

    /** To a later epoch; a warp makes the hash at hand useless, so this waits until a build has a younger one. */
    public void nextEpoch(Wallet funded) {
        chain.warpEpochs(1);
        long height = chain.height();
        Eventually.within(
                SOON,
                () -> assertThat(build("create-nonce", fields("owner", funded.address()))
                                .getLong("lastValidBlockHeight"))
                        .isGreaterThan(height));
    }

    public PublicKey stake(Wallet owner, long lamports) {
        JsonPath built = run(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", validator(), "lamports", Long.toString(lamports)),
                owner);
        return PublicKey.parse(built.getString("stakeAccount.address"));
    }

    public PublicKey validator() {
        return chain.votes().getFirst();
    }

    public StakeAccount account(PublicKey stake) {
        return StakeAccount.decode(chain.data(stake));
    }

    /** What is delegated, active or not. */
    public long delegated(PublicKey stake) {
        return account(stake)
                .delegation()
                .map(delegation -> delegation.stake().bits())
                .orElse(Lamports.ZERO.bits());
    }

    public static long fee(JsonPath built) {
        return Long.parseLong(built.getString("fees.base")) + Long.parseLong(built.getString("fees.priority"));
    }

    public static long rent(JsonPath built) {
        return Long.parseLong(built.getString("fees.rent"));
    }
}
