package dev.tidepool.staking.wallet;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.OperatorProfile;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten writes a minute for each wallet of an organisation, in the real Redis. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@TestProfile(OperatorProfile.class)
class WalletLimitTest {

    private static final int LIMIT = 10;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 5 * SOL);
    }

    @Test
    void refusesTheEleventhBuildAndSaysWhenToComeBack() {
        useUp(LIMIT);

        Response refused = build(api, owner);

        refused.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("RATE_LIMITED"))
                .body("limit", equalTo(LIMIT))
                .body("wallet", equalTo(owner.address().toString()));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.jsonPath().getInt("retryAfter")).isBetween(1, 60);
    }

    @Test
    void countsASubmitToo() {
        String signed = owner.sign(build(api, owner).jsonPath().getString("transaction"));
        useUp(LIMIT - 1);

        api.submit(signed).then().statusCode(429).body("code", equalTo("RATE_LIMITED"));
    }

    @Test
    void doesNotCountWhatChangesNothing() {
        String key = UUID.randomUUID().toString();
        for (int time = 0; time < LIMIT + 2; time++) {
            api.build(order(owner), key).then().statusCode(201);
        }
        useUp(LIMIT - 1);
        build(api, owner).then().statusCode(429);
    }

    @Test
    void countsEachWalletOfEachOrganizationByItself() {
        useUp(LIMIT);
        Wallet other = Wallet.create();
        chain.airdrop(other.address(), 5 * SOL);

        build(api, other).then().statusCode(201);
        build(new StakingApi(), owner).then().statusCode(201);
        build(api, owner).then().statusCode(429);
    }

    private void useUp(int writes) {
        for (int write = 0; write < writes; write++) {
            build(api, owner).then().statusCode(201);
        }
    }

    private static Response build(StakingApi by, Wallet owner) {
        return by.build("create-nonce", fields("owner", owner.address()));
    }

    private Map<String, Object> order(Wallet wallet) {
        return fields(
                "owner", wallet.address(), "validator", chain.votes().getFirst(), "lamports", Long.toString(2 * SOL));
    }
}
