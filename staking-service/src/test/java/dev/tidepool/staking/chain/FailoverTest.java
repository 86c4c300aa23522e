package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chain seen through the service, with and without faults of its nodes. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class FailoverTest {

    private static final long SOL = 1_000_000_000L;
    private static final Duration SOON = Duration.ofSeconds(10);

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();

    @AfterEach
    void clear() {
        chain.clearFaults();
        // A primary that was told to rest is back before the next test.
        Eventually.within(SOON, () -> {
            assertThat(api.get("/v1/staking/network").statusCode()).isEqualTo(200);
            assertThat(health()).contains("reachable");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "drop", "hang", "html", "-32005", "lag"})
    void theStandInServesTheSameRequest(String fault) {
        Wallet owner = Wallet.create();
        chain.airdrop(owner.address(), 5 * SOL);
        Map<String, Object> order = Map.of(
                "owner", owner.address().toString(),
                "validator", chain.votes().getFirst().toString(),
                "lamports", Long.toString(2 * SOL));
        chain.faultOnce("getMultipleAccounts", fault);

        Response built = api.build(order);

        assertThat(built.statusCode()).isEqualTo(201);
        assertThat(chain.faultsPlanted()).isZero();
        api.submit(owner.sign(built.jsonPath().getString("transaction"))).then().statusCode(202);
        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(api.state(built.jsonPath().getString("id"))).isIn("confirmed", "finalized"));
    }

    @Test
    void saysWhenNoEndpointAnswers() {
        chain.fault("getEpochInfo", "429");

        api.get("/v1/staking/network")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", equalTo("1"))
                .body("code", equalTo("CHAIN_UNAVAILABLE"));
    }

    @Test
    void listsTheValidators() {
        api.get("/v1/staking/validators")
                .then()
                .statusCode(200)
                .body("validators", hasSize(3))
                .body("validators[0].voteAccount.length()", greaterThan(31))
                .body("validators.delinquent", everyItem(equalTo(false)));
    }

    @Test
    void tellsWhereTheClusterIs() {
        api.get("/v1/staking/network")
                .then()
                .statusCode(200)
                .body("slot", greaterThan(0))
                .body("blockHeight", greaterThan(0))
                .body("version", notNullValue());
    }

    @Test
    void countsAndTimesCallsByEndpoint() {
        api.get("/v1/staking/network").then().statusCode(200);

        String metrics = RestAssured.get(management.resolve("/q/metrics")).asString();

        assertThat(metrics)
                .contains("tidepool_staking_rpc_seconds_count{cluster=\"default\",endpoint=\"0\",outcome=\"ok\"}")
                .contains("tidepool_staking_blockhash_age_seconds");
    }

    @Test
    void tellsHowEachEndpointIs() {
        Eventually.within(
                SOON,
                () -> assertThat(health())
                        .contains("\"endpoint.0.state\": \"well\"")
                        .contains("\"endpoint.0.latencyMs\":")
                        .contains("\"endpoint.0.slotLag\":")
                        .contains("\"endpoint.1.state\": \"well\"")
                        .contains("\"endpoint.1.latencyMs\":")
                        .contains("\"endpoint.1.slotLag\":"));
        assertThat(RestAssured.get(management.resolve("/q/metrics")).asString())
                .contains("tidepool_staking_rpc_latency_seconds{cluster=\"default\",endpoint=\"0\"}")
                .contains("tidepool_staking_rpc_lag_slots{cluster=\"default\",endpoint=\"1\"}")
                .contains("tidepool_staking_rpc_well{cluster=\"default\",endpoint=\"1\"} 1.0");
    }

    @Test
    void tellsWhereTheBlocksOfACommitmentAre() {
        long finalized = api.get("/v1/staking/network?commitment=finalized")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("slot");
        long processed = api.get("/v1/staking/network?commitment=processed")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("slot");

        assertThat(finalized).isLessThan(processed);
        api.get("/v1/staking/network?commitment=max").then().statusCode(400).body("field", equalTo("commitment"));
    }

    private String health() {
        return RestAssured.get(management.resolve("/q/health/ready")).asString();
    }
}
