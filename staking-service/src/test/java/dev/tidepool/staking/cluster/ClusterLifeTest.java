package dev.tidepool.staking.cluster;

import static dev.tidepool.staking.cluster.TwoClusters.DEVNET;
import static dev.tidepool.staking.test.Steps.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.FurtherClustersResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiverResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction and a webhook stay with the cluster that they were made for, whatever is asked of them later. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(FurtherClustersResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
@Slow
class ClusterLifeTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    private final TwoClusters clusters = new TwoClusters();
    private final StakingApi api = clusters.api;
    private final LocalChain main = clusters.main;
    private final LocalChain devnet = clusters.devnet;
    private final Wallet owner = Wallet.create();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void begin() {
        receiver.open();
        devnet.airdrop(owner.address(), 10 * SOL);
    }

    @AfterEach
    void end() {
        receiver.close();
        // Other tests count the calls of the chain.
        pool.query("DELETE FROM staking.watched_wallets").execute().await().indefinitely();
        devnet.votes().forEach(vote -> devnet.setDelinquent(vote, false));
    }

    @Test
    void itIsSentToItsOwnClusterAndFollowedThere() {
        String ofDevnet = webhook("?" + DEVNET, Map.of("events", List.of("stake_confirmed")));
        String ofMain = webhook("", Map.of("events", List.of("stake_confirmed")));
        JsonPath built = built();
        String id = built.getString("id");
        String signed = owner.sign(built.getString("transaction"));

        api.submit(signed).then().statusCode(202).body("cluster", equalTo("devnet"));

        Eventually.within(SOON, () -> assertThat(api.state(id)).isEqualTo("finalized"));
        assertThat(devnet.sent()).contains(signed);
        assertThat(main.sent()).doesNotContain(signed);
        assertThat(devnet.balance(account(built))).isGreaterThan(2 * SOL);
        Eventually.within(SOON, () -> assertThat(receiver.at(ofDevnet)).hasSize(1));
        JsonObject told = receiver.at(ofDevnet).getFirst().json().getJsonObject("data");
        assertThat(told.getString("id")).isEqualTo(id);
        assertThat(told.getString("cluster")).isEqualTo("devnet");
        assertThat(deliveries(ofMain))
                .as("made for the other cluster's webhook")
                .isZero();
    }

    @Test
    void anotherClusterMayNotBeNamedForIt() {
        JsonPath built = built();
        String id = built.getString("id");
        String signed = owner.sign(built.getString("transaction"));

        api.post("/v1/staking/transactions/submit?cluster=default", Map.of("transaction", signed))
                .then()
                .statusCode(409)
                .body("code", equalTo("CLUSTER_DIFFERS"))
                .body("field", equalTo("cluster"))
                .body("cluster", equalTo("devnet"));
        api.get("/v1/staking/transactions/" + id + "?cluster=default")
                .then()
                .statusCode(409)
                .body("code", equalTo("CLUSTER_DIFFERS"));
        api.get("/v1/staking/transactions/" + id + "?" + DEVNET).then().statusCode(200);
        assertThat(api.state(id)).isEqualTo("built");

        api.post("/v1/staking/transactions/submit?" + DEVNET, Map.of("transaction", signed))
                .then()
                .statusCode(202);
        Eventually.within(SOON, () -> assertThat(api.state(id)).isIn("confirmed", "finalized"));
        assertThat(main.sent()).doesNotContain(signed);
    }

    @Test
    void aKeyOfOneIsNotAnsweredWithTheOthers() {
        main.airdrop(owner.address(), 5 * SOL);
        String key = UUID.randomUUID().toString();
        Map<String, Object> order = Map.of("owner", owner.address().toString());
        String path = "/v1/staking/transactions/create-nonce";
        String id = keyed(path + "?" + DEVNET, order, key, 201).getString("id");

        assertThat(keyed(path, order, key, 409).getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(keyed(path + "?" + DEVNET, order, key, 201).getString("id")).isEqualTo(id);
    }

    @Test
    void aListHasThoseOfTheClusterThatIsNamed() {
        main.airdrop(owner.address(), 5 * SOL);
        String other = built().getString("id");
        String own = clusters.buildOnMain(owner)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");

        assertThat(list("")).containsExactly(own, other);
        assertThat(list("?" + DEVNET)).containsExactly(other);
        assertThat(list("?cluster=default")).containsExactly(own);
    }

    @Test
    void oneWhoseClusterIsConfiguredNoMoreWaits() {
        JsonPath built = built();
        String id = built.getString("id");
        // One that lives by a nonce is looked at; what ends by a height is looked for by a height of its cluster.
        sql(
                "UPDATE staking.transactions SET cluster = 'gone', next_check_at = now() - interval '1 hour', last_valid_block_height = NULL, nonce_address = owner_address, nonce = owner_address WHERE id = $1",
                id);

        api.get("/v1/staking/transactions/" + id)
                .then()
                .statusCode(200)
                .body("cluster", equalTo("gone"))
                .body("state", equalTo("built"));
        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(503)
                .body("code", equalTo("CLUSTER_NOT_SERVED"))
                .body("detail", containsString("gone"));
        assertThat(list("")).contains(id);
        devnet.warpSlots(400);
        Eventually.within(
                Duration.ofSeconds(90),
                () -> assertThat(count("next_check_at > now() AND state = 'built' AND id = $1", id))
                        .as("looked away from, and not expired")
                        .isOne());

        sql("UPDATE staking.transactions SET cluster = 'devnet', last_valid_block_height = 0 WHERE id = $1", id);
        Eventually.within(SOON, () -> assertThat(api.state(id)).isEqualTo("expired"));
    }

    @Test
    void aWebhookWatchesItsOwnCluster() {
        JsonPath built = built();
        api.submit(owner.sign(built.getString("transaction"))).then().statusCode(202);
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isEqualTo("finalized"));
        Map<String, Object> wanted = Map.of(
                "events",
                List.of("validator_delinquent"),
                "wallets",
                List.of(owner.address().toString()));
        String ofDevnet = webhook("?" + DEVNET, wanted);
        String ofMain = webhook("", wanted);
        Eventually.within(
                SOON,
                () -> assertThat(count(
                                "seen_epoch IS NOT NULL AND wallet = $1",
                                "staking.watched_wallets",
                                owner.address().toString()))
                        .as("a look on each")
                        .isEqualTo(2));

        PublicKey vote = devnet.votes().getFirst();
        devnet.setDelinquent(vote, true);

        Eventually.within(SOON, () -> assertThat(receiver.at(ofDevnet)).hasSize(1));
        JsonObject told = receiver.at(ofDevnet).getFirst().json().getJsonObject("data");
        assertThat(told.getString("cluster")).isEqualTo("devnet");
        assertThat(told.getString("validator")).isEqualTo(vote.toString());
        assertThat(deliveries(ofMain)).isZero();
    }

    @Test
    void theListOfWebhooksSaysOfWhichClusterEachIs() {
        webhook("?" + DEVNET, Map.of());

        api.get("/v1/staking/webhooks")
                .then()
                .statusCode(200)
                .body("webhooks.cluster", hasItem("devnet"))
                .body("webhooks.cluster", not(hasItem("default")));
    }

    private JsonPath built() {
        return clusters.buildOnDevnet(owner).then().statusCode(201).extract().jsonPath();
    }

    private JsonPath keyed(String path, Map<String, Object> order, String key, int status) {
        return api.post(path, order, key).then().statusCode(status).extract().jsonPath();
    }

    private static PublicKey account(JsonPath built) {
        return PublicKey.parse(built.getString("stakeAccount.address"));
    }

    private List<String> list(String query) {
        return api.get("/v1/staking/transactions" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("transactions.id");
    }

    /** The path at which it is told. */
    private String webhook(String query, Map<String, Object> wanted) {
        String path = "/" + UUID.randomUUID();
        api.post("/v1/staking/webhooks" + query, StakingApi.with(wanted, "url", receiver.url(path)))
                .then()
                .statusCode(201)
                .body("cluster", equalTo(query.isEmpty() ? "default" : "devnet"));
        return path;
    }

    private long deliveries(String path) {
        return pool.preparedQuery(
                        "SELECT count(*) FROM staking.webhook_deliveries d JOIN staking.webhooks w ON w.id = d.webhook_id WHERE w.url = $1")
                .execute(Tuple.of(receiver.url(path)))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private long count(String condition, String id) {
        return count(condition, "staking.transactions", UUID.fromString(id));
    }

    private long count(String condition, String table, Object value) {
        return pool.preparedQuery("SELECT count(*) FROM " + table + " WHERE " + condition)
                .execute(Tuple.of(value))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private void sql(String statement, String id) {
        pool.preparedQuery(statement)
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .indefinitely();
    }
}
