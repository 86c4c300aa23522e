package dev.tidepool.staking.cluster;

import static dev.tidepool.staking.cluster.TwoClusters.DEVNET;
import static dev.tidepool.staking.test.Steps.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.FurtherClustersResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request is answered by the cluster that it names, and by no other. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(FurtherClustersResource.class)
class ClustersTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int REQUESTS = 200;

    private final TwoClusters clusters = new TwoClusters();
    private final StakingApi api = clusters.api;
    private final LocalChain main = clusters.main;
    private final LocalChain devnet = clusters.devnet;

    @AfterEach
    void everybodyVotes() {
        devnet.votes().forEach(vote -> devnet.setDelinquent(vote, false));
    }

    @Test
    void whatAWalletHasOnOneItHasNotOnTheOther() {
        Wallet owner = Wallet.create();
        devnet.airdrop(owner.address(), 5 * SOL);

        clusters.buildOnMain(owner).then().statusCode(422).body("code", equalTo("INSUFFICIENT_FUNDS"));
        JsonPath built = clusters.buildOnDevnet(owner)
                .then()
                .statusCode(201)
                .body("cluster", equalTo("devnet"))
                .extract()
                .jsonPath();
        assertThat(TwoClusters.knows(devnet, built.getString("blockhash"))).isTrue();

        main.airdrop(owner.address(), 5 * SOL);
        Eventually.within(
                SOON, () -> clusters.buildOnMain(owner).then().statusCode(201).body("cluster", equalTo("default")));
    }

    @Test
    void theDefaultOneIsMeantWhereNoneIsNamed() {
        List<String> votes = names(main.votes());

        assertThat(validators("")).containsExactlyInAnyOrderElementsOf(votes);
        assertThat(validators("?cluster=default")).containsExactlyInAnyOrderElementsOf(votes);
        assertThat(validators("?" + DEVNET))
                .containsExactlyInAnyOrderElementsOf(names(devnet.votes()))
                .doesNotContainAnyElementsOf(votes);
    }

    @Test
    void validatorsAndTheirStandingAreKeptApart() {
        String vote = devnet.votes().getFirst().toString();
        devnet.setDelinquent(PublicKey.parse(vote), true);

        Eventually.within(
                SOON,
                () -> api.get("/v1/staking/validators?delinquent=true&" + DEVNET)
                        .then()
                        .body("validators.voteAccount", hasItem(vote)));
        api.get("/v1/staking/validators?delinquent=true").then().body("validators", hasSize(0));
        api.get("/v1/staking/validators/" + vote + "?" + DEVNET).then().statusCode(200);
        api.get("/v1/staking/validators/" + vote).then().statusCode(404).body("code", equalTo("UNKNOWN_VALIDATOR"));
        api.get("/v1/staking/recommend?sol=1&" + DEVNET)
                .then()
                .body("recommendations.validator.voteAccount", not(hasItem(vote)))
                .body("excluded.delinquent", equalTo(1));
        api.get("/v1/staking/recommend?sol=1").then().body("excluded.delinquent", equalTo(0));
    }

    @Test
    void aCursorOfOneIsNoneOfTheOther() {
        String next = api.get("/v1/staking/validators?limit=1").jsonPath().getString("nextCursor");

        api.get("/v1/staking/validators?limit=1&cursor=" + next).then().statusCode(200);
        api.get("/v1/staking/validators?limit=1&cursor=" + next + "&" + DEVNET)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CURSOR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/staking/network",
                "/v1/staking/fees",
                "/v1/staking/validators",
                "/v1/staking/recommend",
                "/v1/staking/transactions",
                "/v1/staking/positions/11111111111111111111111111111111"
            })
    void refusesOneThatThereIsNot(String path) {
        api.get(path + "?cluster=unknown")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("cluster"))
                .body("detail", containsString("default, away, devnet"));
        api.get(path + "?cluster=devnet&cluster=default").then().statusCode(400).body("field", equalTo("cluster"));
        api.get(path + "?cluster=").then().statusCode(400).body("field", equalTo("cluster"));
    }

    @Test
    void refusesItInTheWordsOfEachSurface() {
        api.get("/positions/11111111111111111111111111111111?cluster=unknown")
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("error.code", equalTo("INVALID_FIELD"))
                .body("error.details.field", equalTo("cluster"));
        wallet().get("/actions/stake?cluster=unknown")
                .then()
                .statusCode(400)
                .body("message", containsString("cluster must be one of"));
        api.build("stake?cluster=unknown", Map.of()).then().statusCode(400).body("field", equalTo("cluster"));
    }

    @Test
    void anActionStaysOnItsCluster() {
        Wallet owner = Wallet.create();
        devnet.airdrop(owner.address(), 5 * SOL);
        String genesis = devnet.call("getGenesisHash").asText();

        String href = wallet().get("/actions/stake?" + DEVNET)
                .then()
                .statusCode(200)
                .header("X-Blockchain-Ids", equalTo("solana:" + genesis.substring(0, 32)))
                .extract()
                .path("links.actions[0].href");
        assertThat(href).isEqualTo("/actions/stake?amount=1&cluster=devnet");
        assertThat(wallet().get("/actions/unstake?" + DEVNET).jsonPath().<String>getList("links.actions.href"))
                .allMatch(link -> link.endsWith("&cluster=devnet"));
        wallet().body(Map.of("account", owner.address().toString()))
                .post(href)
                .then()
                .statusCode(200);
        wallet().body(Map.of("account", owner.address().toString()))
                .post("/actions/stake?amount=1")
                .then()
                .statusCode(422);
    }

    @Test
    void agentsNameOneToo() {
        Wallet owner = Wallet.create();
        devnet.airdrop(owner.address(), 5 * SOL);
        Map<String, Object> order = Map.of("agentWallet", owner.address().toString(), "amount", Long.toString(SOL));

        JsonPath built = api.post("/stake/build?" + DEVNET, order)
                .then()
                .statusCode(200)
                .body("data.cluster", equalTo("devnet"))
                .extract()
                .jsonPath();
        assertThat(names(devnet.votes())).contains(built.getString("data.validatorVoteAccount"));
        api.post("/stake/build", order).then().statusCode(422);
        api.post("/tx/submit?" + DEVNET, Map.of("signedTransaction", owner.sign(built.getString("data.transaction"))))
                .then()
                .statusCode(200)
                .body("data.cluster", equalTo("devnet"));
    }

    @Test
    void manyAtOnceGetTheirOwnClustersOnly() {
        Wallet onMain = Wallet.create();
        Wallet onDevnet = Wallet.create();
        main.airdrop(onMain.address(), 5 * SOL);
        devnet.airdrop(onDevnet.address(), 5 * SOL);
        Map<String, Object> ofMain = TwoClusters.stake(onMain, main);
        Map<String, Object> ofDevnet = TwoClusters.stake(onDevnet, devnet);
        List<String> mains = names(main.votes());
        List<String> devnets = names(devnet.votes());

        List<CompletableFuture<Void>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int request = 0; request < REQUESTS; request++) {
                boolean other = ThreadLocalRandom.current().nextBoolean();
                boolean build = ThreadLocalRandom.current().nextBoolean();
                asked.add(CompletableFuture.runAsync(
                        () -> {
                            if (build) {
                                requireOwn(other, other ? ofDevnet : ofMain);
                            } else {
                                assertThat(validators(other ? "?" + DEVNET : ""))
                                        .containsExactlyInAnyOrderElementsOf(other ? devnets : mains);
                            }
                        },
                        threads));
            }
        }
        assertThat(asked).hasSize(REQUESTS).allSatisfy(CompletableFuture::join);
    }

    private void requireOwn(boolean other, Map<String, Object> order) {
        JsonPath built = api.build("create-and-delegate" + (other ? "?" + DEVNET : ""), order)
                .then()
                .statusCode(201)
                .body("cluster", equalTo(other ? "devnet" : "default"))
                .extract()
                .jsonPath();
        assertThat(TwoClusters.knows(other ? devnet : main, built.getString("blockhash")))
                .isTrue();
    }

    private List<String> validators(String query) {
        return api.get("/v1/staking/validators" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("validators.voteAccount");
    }

    private static List<String> names(List<PublicKey> keys) {
        return keys.stream().map(PublicKey::toString).toList();
    }

    /** Nobody in particular, as the gateway lets wallets in. */
    private static RequestSpecification wallet() {
        return RestAssured.given()
                .header(
                        "Authorization",
                        TestTokens.bearer(new Caller.Anonymous(Set.of("actions:stake", "actions:unstake"))))
                .contentType("application/json");
    }
}
