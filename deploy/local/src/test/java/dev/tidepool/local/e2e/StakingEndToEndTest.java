package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.e2e.WebhookReceiver.Told;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Staking through the gateway on a real runtime. The key is the test's alone. */
class StakingEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SOL = 1_000_000_000L;
    private static final long AIRDROP = 10 * SOL;

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();
    private final ChainWallet wallet = new ChainWallet(suite.variable("TIDEPOOL_SOLANA_RPC_URL"));

    @BeforeEach
    void fund() {
        wallet.airdrop(AIRDROP);
        Awaitility.await().atMost(SOON).until(() -> wallet.balance() == AIRDROP);
    }

    @Test
    void aStakeIsBuiltSignedSubmittedAndFinalizedToTheLamport() {
        JsonNode built = owner.post(
                        "/v1/staking/build-and-monitor",
                        "{\"kind\":\"create-and-delegate\",\"owner\":\"%s\",\"validator\":\"%s\",\"lamports\":\"%d\"}"
                                .formatted(wallet.address(), validator(), 2 * SOL))
                .expect(201)
                .json();
        String id = built.at("/transaction/id").asText();
        Rooms rooms = new Rooms();
        WebSocket socket = owner.socket(built.at("/monitor/realtime").asText(), rooms);
        rooms.join(socket, built.at("/monitor/room").asText());

        owner.post(
                        built.at("/monitor/submit").asText(),
                        signed(built.at("/transaction/transaction").asText()))
                .expect(202);

        rooms.awaitEvent(
                "transaction:finalized", SOON, event -> event.toString().contains(id));
        socket.abort();
        JsonNode done =
                owner.get(built.at("/monitor/status").asText()).expect(200).json();
        assertThat(done.path("state").asText()).isEqualTo("finalized");
        assertThat(wallet.balance())
                .isEqualTo(AIRDROP - 2 * SOL - done.at("/fees/total").asLong());
        assertThat(wallet.balanceOf(done.at("/stakeAccount/address").asText()))
                .isEqualTo(2 * SOL + done.at("/fees/rent").asLong());
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(audited("id", id))
                        .containsExactlyInAnyOrder(
                                "transaction.built", "transaction.submitted", "transaction.finalized"));
    }

    @Test
    void aClusterIsNamedThroughTheGateway() {
        owner.get("/v1/staking/validators?cluster=default").expect(200);
        JsonNode refused =
                owner.get("/v1/staking/validators?cluster=unknown").expect(400).json();
        assertThat(refused.path("field").asText()).isEqualTo("cluster");
        assertThat(refused.path("detail").asText()).contains("default");
        JsonNode built = owner.post(
                        "/v1/staking/transactions/create-nonce?cluster=default",
                        "{\"owner\":\"%s\"}".formatted(wallet.address()))
                .expect(201)
                .json();
        assertThat(built.path("cluster").asText()).isEqualTo("default");
    }

    @Test
    void agentPathsHaveTheirEnvelope() {
        JsonNode built = owner.post(
                        "/stake/build", "{\"agentWallet\":\"%s\",\"amount\":%d}".formatted(wallet.address(), SOL))
                .expect(200)
                .json();
        assertThat(built.path("success").asBoolean()).isTrue();
        owner.post(
                        "/tx/submit",
                        "{\"signedTransaction\":\"%s\"}"
                                .formatted(wallet.sign(
                                        built.at("/data/transaction").asText())))
                .expect(200);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(owner.get("/positions/" + wallet.address())
                                .expect(200)
                                .text("data.positions.0.stakeAccount"))
                        .isEqualTo(built.at("/data/stakeAccount").asText()));
        Answer refused = owner.post("/unstake/build", "{}").expect(400);
        assertThat(refused.text("error.details.field")).isEqualTo("agentWallet");
        assertThat(refused.json().path("success").asBoolean()).isFalse();
        // Who is refused by the gateway itself is told so in the envelope too.
        assertThat(suite.anonymous().post("/stake/build", "{}").expect(401).text("error.code"))
                .isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aWebhookIsToldOfAConfirmedStake() {
        WebhookReceiver receiver = suite.receiver();
        String path = "/" + wallet.address();
        Answer made = owner.post("/stake/webhooks/register", "{\"url\":\"%s\"}".formatted(receiver.url(path)))
                .expect(200);
        String webhook = "/v1/staking/webhooks/" + made.text("data.id");
        JsonNode built = owner.post(
                        "/stake/build", "{\"agentWallet\":\"%s\",\"amount\":%d}".formatted(wallet.address(), SOL))
                .expect(200)
                .json();
        owner.post(
                        "/v1/staking/transactions/submit",
                        signed(built.at("/data/transaction").asText()))
                .expect(202);

        String id = built.at("/data/id").asText();
        Told told = awaitTold(path, id, 1).getFirst();
        assertThat(told.isSignedWith(made.text("data.secret"))).isTrue();
        assertThat(told.isSignedWith("another")).isFalse();
        assertThat(told.event()).isEqualTo("stake_confirmed");
        assertThat(told.json().path("type").asText()).isEqualTo("stake_confirmed");
        Awaitility.await().atMost(SOON).until(() -> delivered(webhook).contains(told.delivery()));
        owner.post(webhook + "/deliveries/" + told.delivery() + "/replay", "{}").expect(202);
        Told replayed = awaitTold(path, id, 2).getLast();
        assertThat(replayed.delivery()).isEqualTo(told.delivery());
        assertThat(replayed.body()).isEqualTo(told.body());
        assertThat(replayed.isSignedWith(made.text("data.secret"))).isTrue();
        owner.delete("/stake/webhooks/" + made.text("data.id")).expect(200);
        owner.get(webhook + "/deliveries").expectProblem(404, "WEBHOOK_NOT_FOUND");
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(audited("webhookId", made.text("data.id")))
                        .containsExactlyInAnyOrder("stake.webhook_created", "stake.webhook_deleted"));
    }

    @Test
    void withoutAPoolLiquidStakingIsUnavailableAndNothingIsBuilt() {
        String order = "{\"owner\":\"%s\",\"%s\":\"%d\"}";
        for (List<String> kind :
                List.of(List.of("liquid-stake", "lamports"), List.of("liquid-unstake", "poolTokens"))) {
            Answer refused = owner.post(
                            "/v1/staking/transactions/" + kind.getFirst(),
                            order.formatted(wallet.address(), kind.getLast(), SOL))
                    .expectProblem(501, "LIQUID_STAKING_UNAVAILABLE");
            assertThat(refused.text("detail")).contains("tidepool.staking.pool.address", "the kind stake");
        }
        assertThat(owner.get("/v1/staking/transactions?wallet=" + wallet.address())
                        .expect(200)
                        .json()
                        .path("transactions"))
                .isEmpty();
    }

    @Test
    void aWalletUsesAnActionWithoutACredential() {
        Api anybody = suite.anonymous();
        Map<String, String> origin = Map.of("Origin", "https://wallet.example");
        Answer offered = anybody.get("/actions/stake", origin).expect(200);
        assertThat(offered.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(offered.header("X-Action-Version")).isPresent();
        assertThat(offered.header("X-Blockchain-Ids").orElse("")).startsWith("solana:");
        assertThat(offered.text("icon")).isEqualTo(suite.variable("TIDEPOOL_URL") + "/actions/icon.svg");
        anybody.get("/actions/icon.svg").expect(200);
        assertThat(anybody.get("/actions.json", origin).expect(200).text("rules.0.apiPath"))
                .isEqualTo("/actions/**");
        assertThat(anybody.send(
                                "OPTIONS",
                                "/actions/stake",
                                Map.of("Origin", "https://wallet.example"),
                                BodyPublishers.noBody())
                        .expect(204)
                        .header("Access-Control-Allow-Origin"))
                .contains("*");
        String account = "{\"account\":\"%s\"}".formatted(wallet.address());
        Answer action = anybody.post("/actions/stake?amount=1.5", account).expect(200);
        assertThat(action.text("type")).isEqualTo("transaction");
        assertThat(wallet.sign(action.text("transaction"))).isNotBlank();
        assertThat(anybody.post("/actions/stake?amount=1000000", account)
                        .expect(422)
                        .text("message"))
                .contains(wallet.address());
    }

    @Test
    void aWalletThatWritesTooOftenIsToldWhenToComeBack() {
        String order = "{\"owner\":\"%s\"}".formatted(wallet.address());
        for (int write = 0; write < 10; write++) {
            owner.post("/v1/staking/transactions/create-nonce", order).expect(201);
        }

        Answer refused =
                owner.post("/v1/staking/transactions/create-nonce", order).expectProblem(429, "RATE_LIMITED");

        assertThat(refused.text("wallet")).isEqualTo(wallet.address());
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 60);
    }

    /** Of this transaction; a webhook is told of all of the organisation. */
    private List<Told> awaitTold(String path, String id, int times) {
        Awaitility.await().atMost(SOON).until(() -> told(path, id).size() == times);
        return told(path, id);
    }

    private List<Told> told(String path, String id) {
        return suite.receiver().at(path).stream()
                .filter(told -> told.json().at("/data/id").asText().equals(id))
                .toList();
    }

    /** Ids of deliveries. */
    private List<String> delivered(String webhook) {
        JsonNode page = owner.get(webhook + "/deliveries").expect(200).json();
        return StreamSupport.stream(page.path("deliveries").spliterator(), false)
                .filter(delivery -> delivery.path("status").asText().equals("delivered"))
                .map(delivery -> delivery.path("id").asText())
                .toList();
    }

    private String signed(String transaction) {
        return "{\"transaction\":\"%s\"}".formatted(wallet.sign(transaction));
    }

    private String validator() {
        return owner.get("/v1/staking/validators").expect(200).text("validators.0.voteAccount");
    }

    private List<String> audited(String detail, String id) {
        JsonNode page = owner.get("/v1/audit?limit=100").expect(200).json();
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .filter(entry -> entry.path("details").path(detail).asText().equals(id))
                .map(entry -> entry.path("type").asText())
                .toList();
    }
}
