package dev.tidepool.staking.webhook;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiver.Told;
import dev.tidepool.staking.test.WebhookReceiverResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organisation is told of its stake by requests to a real server. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
class WebhookTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WEBHOOKS = "/v1/staking/webhooks";

    @Inject
    Pool pool;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final String path = "/" + UUID.randomUUID();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void begin() {
        receiver.open();
        chain.airdrop(owner.address(), 10 * SOL);
    }

    @AfterEach
    void close() {
        receiver.close();
        // Other tests count the calls of the chain.
        pool.query("DELETE FROM staking.watched_wallets").execute().await().indefinitely();
    }

    @Test
    void tellsOnceOfAStakeThatIsConfirmedAndSigns() {
        JsonPath webhook = create();
        JsonPath built = stake();

        Told told = await(1).getFirst();

        assertThat(told.isSignedWith(webhook.getString("secret"))).isTrue();
        assertThat(told.isSignedWith("another")).isFalse();
        assertThat(told.json().getString("type")).isEqualTo("stake_confirmed");
        assertThat(told.json().getJsonObject("data").getString("id")).isEqualTo(built.getString("id"));
        assertThat(told.json().getJsonObject("data").getString("stakeAccount"))
                .isEqualTo(built.getString("stakeAccount.address"));
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isEqualTo("finalized"));
        Eventually.within(
                SOON,
                () -> assertThat(deliveries(webhook).<String>getList("deliveries.status"))
                        .containsExactly("delivered"));
        assertThat(receiver.at(path)).hasSize(1);
    }

    @Test
    void triesAgainAndReplays() {
        JsonPath webhook = create();
        receiver.refuse(2);
        stake();

        List<Told> told = await(3);

        assertThat(told).extracting(Told::body).containsOnly(told.getFirst().body());
        Eventually.within(
                SOON,
                () -> assertThat(deliveries(webhook).getString("deliveries[0].status"))
                        .isEqualTo("delivered"));
        assertThat(deliveries(webhook).getInt("deliveries[0].attempts")).isEqualTo(3);
        String delivery = deliveries(webhook).getString("deliveries[0].id");
        api.post(WEBHOOKS + "/" + webhook.getString("id") + "/deliveries/" + delivery + "/replay", Map.of())
                .then()
                .statusCode(202)
                .body("status", equalTo("pending"));
        await(4);
    }

    @Test
    void givesUpAndSaysWhy() {
        JsonPath webhook = create();
        receiver.refuse(100);
        stake();

        Eventually.within(
                SOON,
                () -> assertThat(deliveries(webhook).getString("deliveries[0].status"))
                        .isEqualTo("failed"));

        assertThat(deliveries(webhook).getInt("deliveries[0].lastStatus")).isEqualTo(500);
        assertThat(deliveries(webhook).getString("deliveries[0].lastError")).contains("500");
        assertThat(receiver.at(path)).hasSize(3);
    }

    @Test
    void isNotToldOfWhatStakesNothing() {
        JsonPath webhook = create();
        steps.run("create-nonce", fields("owner", owner.address()), owner);

        assertThat(deliveries(webhook).getList("deliveries")).isEmpty();
    }

    @Test
    void aKeyThatIsMissingBlamesNobody() {
        JsonPath webhook = create();
        pool.preparedQuery("UPDATE staking.webhooks SET key_id = 'elsewhere' WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(webhook.getString("id"))))
                .await()
                .indefinitely();
        stake();

        Eventually.within(
                SOON,
                () -> assertThat(deliveries(webhook).getString("deliveries[0].nextAttemptAt"))
                        .isGreaterThan(Instant.now().plusSeconds(20).toString()));
        assertThat(deliveries(webhook).getInt("deliveries[0].attempts")).isZero();
        assertThat(deliveries(webhook).getString("deliveries[0].status")).isEqualTo("pending");
        assertThat(receiver.at(path)).isEmpty();
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNoOther() {
        JsonPath slow = create();
        receiver.hold(path);
        makeDue(slow, 8);
        await(2);
        String elsewhere = "/" + UUID.randomUUID();
        JsonPath other = api.post(WEBHOOKS, Map.of("url", receiver.url(elsewhere)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        makeDue(other, 1);

        Eventually.within(SOON, () -> assertThat(receiver.at(elsewhere)).hasSize(1));

        assertThat(receiver.at(path)).hasSize(2);
        delete(api, WEBHOOKS + "/" + slow.getString("id")).then().statusCode(204);
    }

    private void makeDue(JsonPath webhook, int count) {
        pool.preparedQuery("""
                        INSERT INTO staking.webhook_deliveries (id, webhook_id, subject, type, body, next_attempt_at)
                        SELECT gen_random_uuid(), $1, number::text, 'stake_confirmed', '{}', now()
                        FROM generate_series(1, $2) number""")
                .execute(Tuple.of(UUID.fromString(webhook.getString("id")), count))
                .await()
                .indefinitely();
    }

    @Test
    void keepsAnotherOrganizationOut() {
        JsonPath webhook = create();
        StakingApi stranger = new StakingApi();
        String one = WEBHOOKS + "/" + webhook.getString("id");

        assertThat(stranger.get(WEBHOOKS).jsonPath().getList("webhooks")).isEmpty();
        stranger.get(one + "/deliveries").then().statusCode(404).body("code", equalTo("WEBHOOK_NOT_FOUND"));
        delete(stranger, one).then().statusCode(404);
        api.get(WEBHOOKS)
                .then()
                .body("webhooks[0].id", equalTo(webhook.getString("id")))
                .body("webhooks[0].secret", nullValue());
        delete(api, one).then().statusCode(204);
        assertThat(api.get(WEBHOOKS).jsonPath().getList("webhooks")).isEmpty();
    }

    @Test
    void refusesAddressesThatMayNotBeTold() {
        refuse(Map.of(), "url");
        refuse(Map.of("url", "https://user:secret@example.com/"), "url");
        refuse(Map.of("url", receiver.url(path), "events", List.of("nonsense")), "events");
        for (String url : List.of("https://127.0.0.1:1/", "https://10.0.0.1/", "http://127.0.0.1:1/")) {
            int status = api.post(WEBHOOKS, Map.of("url", url)).statusCode();
            assertThat(status).as(url).isBetween(400, 499);
        }
    }

    @Test
    void hasALimit() {
        for (int made = 0; made < 10; made++) {
            create();
        }
        api.post(WEBHOOKS, Map.of("url", receiver.url(path)))
                .then()
                .statusCode(409)
                .body("code", equalTo("WEBHOOK_LIMIT_REACHED"));
    }

    @Test
    void isMadeListedAndDeletedOnTheAgentPathsToo() {
        JsonPath made = api.post(
                        "/stake/webhooks/register",
                        Map.of(
                                "url",
                                receiver.url(path),
                                "agentWallet",
                                owner.address().toString()))
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath();
        assertThat(made.getList("data.events")).hasSize(5);
        assertThat(made.getList("data.wallets")).containsExactly(owner.address().toString());
        assertThat(made.getString("data.secret")).startsWith("whsec_");
        String one = "/stake/webhooks/" + made.getString("data.id");
        api.get("/stake/webhooks")
                .then()
                .body("data.webhooks.id", equalTo(List.of(made.getString("data.id"))))
                .body("data.webhooks[0].secret", nullValue());
        stake();
        await(1);
        api.get(one + "/deliveries").then().body("data.deliveries[0].type", equalTo("stake_confirmed"));
        new StakingApi()
                .get(one + "/deliveries")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("WEBHOOK_NOT_FOUND"));
        api.post("/stake/webhooks/register", Map.of())
                .then()
                .statusCode(400)
                .body("error.details.field", equalTo("url"));
        delete(api, one).then().statusCode(200).body("data.deleted", equalTo(true));
        api.get("/stake/webhooks").then().body("data.webhooks", equalTo(List.of()));
    }

    private void refuse(Map<String, Object> body, String field) {
        api.post(WEBHOOKS, body).then().statusCode(400).body("field", equalTo(field));
    }

    private static Response delete(StakingApi by, String one) {
        return given().header("Authorization", TestTokens.bearer(by.organization(), "staking:read", "staking:write"))
                .delete(one);
    }

    private JsonPath create() {
        return api.post(WEBHOOKS, Map.of("url", receiver.url(path)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private JsonPath stake() {
        return steps.run(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(SOL)),
                owner);
    }

    private JsonPath deliveries(JsonPath webhook) {
        return api.get(WEBHOOKS + "/" + webhook.getString("id") + "/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Told> await(int requests) {
        Eventually.within(SOON, () -> assertThat(receiver.at(path)).hasSizeGreaterThanOrEqualTo(requests));
        return receiver.at(path);
    }
}
