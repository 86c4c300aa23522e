package dev.tidepool.staking.cluster;

import static dev.tidepool.staking.cluster.TwoClusters.DEVNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.FurtherClustersResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and programs are told of the clusters. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(FurtherClustersResource.class)
class ClusterReportTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private final StakingApi api = new StakingApi();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/staking/network?",
                "/v1/staking/fees?",
                "/v1/staking/validators?",
                "/v1/staking/recommend?sol=1&",
                "/v1/staking/positions/11111111111111111111111111111111?",
                "/v1/staking/positions/11111111111111111111111111111111/rewards?"
            })
    void whatIsKnownOfOneIsNotToldOfAnother(String path) {
        api.get(path + "cluster=default").then().statusCode(200);
        api.get(path + DEVNET).then().statusCode(200);

        api.get(path + "cluster=away").then().statusCode(503).body("code", equalTo("CHAIN_UNAVAILABLE"));
    }

    @Test
    void oneThatIsAwayLeavesTheOthersAlone() {
        api.get("/v1/staking/network?cluster=away").then().statusCode(503).body("code", equalTo("CHAIN_UNAVAILABLE"));
        api.get("/v1/staking/network").then().statusCode(200);
        api.get("/v1/staking/network?" + DEVNET).then().statusCode(200);

        Eventually.within(
                SOON,
                () -> RestAssured.get(management.resolve("/q/health/ready"))
                        .then()
                        .statusCode(200)
                        .body(containsString("\"state\": \"reachable\""))
                        .body(containsString("\"devnet.state\": \"reachable\""))
                        .body(containsString("\"devnet.endpoint.0.latencyMs\":"))
                        .body(containsString("\"away.state\": \"unreachable\"")));
        assertThat(RestAssured.get(management.resolve("/q/metrics")).asString())
                .contains("tidepool_staking_rpc_well{cluster=\"devnet\",endpoint=\"0\"} 1.0")
                .contains("tidepool_staking_blockhash_age_seconds{cluster=\"devnet\"}")
                .contains(
                        "tidepool_staking_rpc_seconds_count{cluster=\"away\",endpoint=\"0\",outcome=\"unreachable\"}");
    }

    @Test
    void saysWhichSettingNamesThePoolOfACluster() {
        Wallet owner = Wallet.create();

        api.build("liquid-stake?" + DEVNET, Map.of("owner", owner.address().toString(), "sol", "1"))
                .then()
                .statusCode(501)
                .body("detail", containsString("tidepool.staking.chain.clusters.devnet.pool-address"));
    }

    @Test
    void theDescriptionSaysWhereOneCanBeNamed() {
        JsonObject paths = new JsonObject(api.get("/q/openapi?format=json").asString()).getJsonObject("paths");

        assertThat(parameters(paths, "/v1/staking/transactions/stake", "post")).contains("cluster");
        assertThat(parameters(paths, "/v1/staking/validators", "get")).contains("cluster");
        assertThat(parameters(paths, "/actions/stake", "post")).contains("cluster");
        assertThat(parameters(paths, "/stake/webhooks/register", "post")).contains("cluster");
        assertThat(parameters(paths, "/v1/staking/transactions/decode", "post")).doesNotContain("cluster");
        assertThat(parameters(paths, "/actions.json", "get")).doesNotContain("cluster");
    }

    private static List<String> parameters(JsonObject paths, String path, String method) {
        return paths.getJsonObject(path).getJsonObject(method).getJsonArray("parameters", new JsonArray()).stream()
                .map(parameter -> ((JsonObject) parameter).getString("name"))
                .toList();
    }
}
