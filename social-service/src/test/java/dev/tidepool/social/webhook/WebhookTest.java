package dev.tidepool.social.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.webhook.WebhookSignature;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.Receiver;
import dev.tidepool.social.test.Receiver.Request;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class WebhookTest {

    private static final String PATH = "/api/v1/webhooks";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private Receiver receiver;

    @BeforeEach
    void listen() {
        receiver = new Receiver();
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    @Test
    void tellsOfACommentWithASignatureThatTheSecretShows() {
        TestAgent author = client.register();
        String at = path();
        JsonObject made = made(author, new JsonObject().put("url", receiver.url(at)));
        assertThat(made.getString("secret")).matches("whsec_[0-9a-f]{64}");
        String post = post(author, "general");
        TestAgent commenter = client.register();
        comment(commenter, post);
        Request told = await(at, "post_comment");
        assertThat(WebhookSignature.isValid(
                        told.signature(), made.getString("secret"), told.bytes(), Instant.now(), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(UUID.fromString(told.delivery())).isNotNull();
        JsonObject body = told.body();
        assertThat(body.fieldNames()).containsExactlyInAnyOrder("id", "type", "time", "agentId", "data");
        assertThat(body.getString("type")).isEqualTo("post_comment");
        assertThat(body.getString("agentId")).isEqualTo(author.id().toString());
        assertThat(Instant.parse(body.getString("time"))).isAfter(Instant.now().minusSeconds(60));
        assertThat(body.getJsonObject("data").getString("postId")).isEqualTo(post);
        assertThat(body.getJsonObject("data").getString("actorName")).isEqualTo(commenter.name());
        assertThat(body.encode()).doesNotContain("Hello there");
        assertThat(client.get(PATH, author.bearer()).body().encode()).doesNotContain(made.getString("secret"));
    }

    @Test
    void theSecretIsNotInTheDatabase() {
        TestAgent agent = client.register();
        String secret =
                made(agent, new JsonObject().put("url", receiver.url(path()))).getString("secret");
        String rows = pool.query(
                        "SELECT string_agg(w::text, '') AS all, string_agg(encode(sealed_secret, 'escape'), '') AS sealed"
                                + " FROM social.webhooks w")
                .execute()
                .map(found -> found.iterator().next())
                .map(row -> row.getString("all") + row.getString("sealed"))
                .await()
                .indefinitely();
        assertThat(rows).doesNotContain(secret).doesNotContain(secret.substring(6));
    }

    @Test
    void tellsOfPostsOfThoseOneFollowsAndOfSubmoltsOneReadsOnce() {
        TestAgent reader = client.register();
        TestAgent writer = client.register();
        String submolt = submolt();
        client.post("/api/v1/agents/" + writer.name() + "/follow", reader.bearer(), new JsonObject());
        client.post("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer(), new JsonObject());
        String at = path();
        made(reader, new JsonObject().put("url", receiver.url(at)).put("events", JsonArray.of("post:created")));
        String followed = post(writer, submolt);
        String stranger = client.postByNewAgent(submolt, "By another");
        client.postByNewAgent("general", "Elsewhere");
        Eventually.value(SOON, "both", () -> Optional.of(receiver.at(at)).filter(all -> all.size() >= 2));
        assertThat(receiver.at(at).stream()
                        .map(request -> request.body().getJsonObject("data").getString("postId")))
                .containsExactlyInAnyOrder(followed, stranger);
    }

    @Test
    void tellsOnlyWhatItNamesAndOnlyItsOwnAgent() {
        TestAgent asked = client.register();
        TestAgent other = client.register();
        String at = path();
        String otherAt = path();
        made(asked, new JsonObject().put("url", receiver.url(at)).put("events", JsonArray.of("dm:*")));
        made(other, new JsonObject().put("url", receiver.url(otherAt)));
        TestAgent asker = client.register();
        grown(asker);
        client.post("/api/v1/agents/" + asked.name() + "/follow", asker.bearer(), new JsonObject());
        Answer request = client.post(
                "/api/v1/agents/dm/request",
                asker.bearer(),
                new JsonObject().put("to", asked.name()).put("message", "Shall we talk about it?"));
        assertThat(request.status()).isEqualTo(200);
        await(at, "dm:requested");
        assertThat(receiver.at(at)).hasSize(1);
        assertThat(receiver.at(otherAt)).isEmpty();
        assertThat(receiver.at(at).getFirst().body().encode()).doesNotContain("Shall we");
    }

    @Test
    void aFailedAttemptIsMadeAgainWithTheSameIdUntilItIsTaken() {
        TestAgent agent = client.register();
        String at = path();
        receiver.answers(at, before -> before == 0 ? 500 : before == 1 ? 302 : 200);
        String id = made(agent, new JsonObject().put("url", receiver.url(at))).getString("id");
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        JsonObject delivery = awaitStatus(agent, id, "delivered");
        assertThat(delivery.getInteger("attempts")).isEqualTo(3);
        assertThat(receiver.at(at).stream().map(Request::delivery).distinct()).hasSize(1);
        assertThat(receiver.at("/elsewhere")).isEmpty();
        assertThat(webhook(agent, id).getInteger("failures_in_row")).isZero();
    }

    @Test
    void aDeliveryIsGivenUpAndCanBeReplayed() {
        TestAgent agent = client.register();
        String at = path();
        receiver.answers(at, before -> before < 3 ? 503 : 200);
        String id = made(agent, new JsonObject().put("url", receiver.url(at))).getString("id");
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        JsonObject failed = awaitStatus(agent, id, "failed");
        assertThat(failed.getInteger("last_status")).isEqualTo(503);
        assertThat(failed.getString("last_error")).isEqualTo("It answered 503.");
        Answer replayed = client.post(
                PATH + "/" + id + "/deliveries/" + failed.getString("id") + "/replay",
                agent.bearer(),
                new JsonObject());
        assertThat(replayed.status()).isEqualTo(202);
        JsonObject delivered = awaitStatus(agent, id, "delivered");
        assertThat(delivered.getString("id")).isEqualTo(failed.getString("id"));
        assertThat(receiver.at(at)).hasSize(4);
    }

    @Test
    void manyFailuresInARowDisableItAndItsAgentIsTold() {
        TestAgent agent = client.register();
        String at = path();
        String told = path();
        receiver.answers(at, before -> 500);
        String id = made(agent, new JsonObject().put("url", receiver.url(at)).put("events", JsonArray.of("upvote")))
                .getString("id");
        made(agent, new JsonObject().put("url", receiver.url(told)).put("events", JsonArray.of("webhook:disabled")));
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        Request disabled = await(told, "webhook:disabled");
        assertThat(disabled.body().getJsonObject("data").getString("webhookId")).isEqualTo(id);
        JsonObject webhook = webhook(agent, id);
        assertThat(webhook.getBoolean("enabled")).isFalse();
        assertThat(webhook.getString("disabled_reason")).contains("5 attempts", "500");
        assertThat(client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(409);
        JsonObject enabled = client.patch(PATH + "/" + id, agent.bearer(), new JsonObject().put("enabled", true))
                .body()
                .getJsonObject("webhook");
        assertThat(enabled.getBoolean("enabled")).isTrue();
        assertThat(enabled.getInteger("failures_in_row")).isZero();
        assertThat(enabled.getValue("disabled_reason")).isNull();
    }

    /** As an instance would leave it that died during the attempt. */
    @Test
    void anAttemptWhoseInstanceDiedIsMadeAgainWhenItsLeaseEnds() {
        TestAgent agent = client.register();
        String at = path();
        String id = made(agent, new JsonObject().put("url", receiver.url(at))).getString("id");
        pool.query("""
                INSERT INTO social.webhook_deliveries
                    (id, webhook_id, event_id, type, body, attempts, next_attempt_at, leased_until, created_at)
                VALUES (gen_random_uuid(), '%s', gen_random_uuid(), 'webhook:test', '{}', 1,
                    now() + interval '1 second', now() + interval '1 second', now())""".formatted(id)).execute().await().indefinitely();
        assertThat(awaitStatus(agent, id, "delivered").getInteger("attempts")).isEqualTo(2);
        assertThat(receiver.at(at)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/",
                "http://example.com/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://user:secret@example.com/",
                "ftp://example.com/",
                "no address",
                "https:///",
                "",
            })
    void refusesAddressesThatMustNotBeReached(String url) {
        TestAgent agent = client.register();
        Answer answer = client.post(PATH, agent.bearer(), new JsonObject().put("url", url));
        assertThat(answer.status()).as(url).isEqualTo(400);
        assertThat(client.get(PATH, agent.bearer()).body().getInteger("count")).isZero();
    }

    @Test
    void refusesEventsThatAreNone() {
        TestAgent agent = client.register();
        for (JsonArray events :
                List.of(new JsonArray(), JsonArray.of("votes"), JsonArray.of("dm:x y"), new JsonArray().addNull())) {
            Answer answer = client.post(
                    PATH,
                    agent.bearer(),
                    new JsonObject().put("url", receiver.url("/")).put("events", events));
            assertThat(answer.status()).as(events.encode()).isEqualTo(400);
        }
        assertThat(client.postText(PATH, agent.bearer(), "").status()).isEqualTo(400);
    }

    @Test
    void anAgentHasTenAtMost() {
        TestAgent agent = client.register();
        for (int number = 0; number < 10; number++) {
            made(agent, new JsonObject().put("url", receiver.url("/" + number)));
        }
        Answer refused = client.post(PATH, agent.bearer(), new JsonObject().put("url", receiver.url("/11")));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().getString("code")).isEqualTo("WEBHOOK_LIMIT_REACHED");
        assertThat(client.get(PATH, agent.bearer()).body().getInteger("count")).isEqualTo(10);
    }

    @Test
    void anothersWebhookDoesNotExist() {
        TestAgent owner = client.register();
        TestAgent thief = client.register();
        String path = PATH + "/"
                + made(owner, new JsonObject().put("url", receiver.url("/"))).getString("id");
        assertThat(client.get(path, thief.bearer()).status()).isEqualTo(404);
        assertThat(client.patch(path, thief.bearer(), new JsonObject().put("url", receiver.url("/thief")))
                        .status())
                .isEqualTo(404);
        assertThat(client.delete(path, thief.bearer()).status()).isEqualTo(404);
        assertThat(client.post(path + "/test", thief.bearer(), new JsonObject()).status())
                .isEqualTo(404);
        assertThat(client.get(path + "/deliveries", thief.bearer()).status()).isEqualTo(404);
        assertThat(client.post(path + "/deliveries/" + UUID.randomUUID() + "/replay", thief.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(client.get(path, owner.bearer()).status()).isEqualTo(200);
    }

    @Test
    void aDeletedOneIsGoneWithItsDeliveries() {
        TestAgent agent = client.register();
        String id =
                made(agent, new JsonObject().put("url", receiver.url("/gone"))).getString("id");
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        assertThat(client.delete(PATH + "/" + id, agent.bearer()).status()).isEqualTo(200);
        assertThat(client.get(PATH + "/" + id, agent.bearer()).status()).isEqualTo(404);
        assertThat(client.get(PATH + "/" + id + "/deliveries", agent.bearer()).status())
                .isEqualTo(404);
    }

    @Test
    void anAgentThatLeftIsToldNothing() {
        TestAgent agent = client.register();
        made(agent, new JsonObject().put("url", receiver.url("/left")));
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(pool.query("SELECT count(*)::int FROM social.webhooks WHERE agent_id = '" + agent.id() + "'")
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0))
                        .await()
                        .indefinitely())
                .isZero();
    }

    @Test
    void pagesOfDeliveriesHoldEachOnce() {
        TestAgent agent = client.register();
        String id =
                made(agent, new JsonObject().put("url", receiver.url("/pages"))).getString("id");
        for (int number = 0; number < 5; number++) {
            client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
        }
        JsonObject first = client.get(PATH + "/" + id + "/deliveries?limit=3", agent.bearer())
                .body();
        JsonObject second = client.get(
                        PATH + "/" + id + "/deliveries?limit=3&cursor=" + first.getString("next_cursor"),
                        agent.bearer())
                .body();
        assertThat(first.getJsonArray("deliveries")).hasSize(3);
        assertThat(second.getJsonArray("deliveries")).hasSize(2);
        assertThat(second.getBoolean("has_more")).isFalse();
        assertThat(client.get(PATH + "/" + id + "/deliveries?cursor=AAAA", agent.bearer())
                        .status())
                .isEqualTo(400);
    }

    private static String path() {
        return "/" + UUID.randomUUID();
    }

    private JsonObject made(TestAgent agent, JsonObject request) {
        Answer answer = client.post(PATH, agent.bearer(), request);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body().getJsonObject("webhook");
    }

    private JsonObject webhook(TestAgent agent, String id) {
        return client.get(PATH + "/" + id, agent.bearer()).body().getJsonObject("webhook");
    }

    private Request await(String path, String event) {
        return Eventually.value(
                SOON,
                event,
                () -> receiver.at(path).stream()
                        .filter(request -> request.event().equals(event))
                        .findFirst());
    }

    private JsonObject awaitStatus(TestAgent agent, String webhook, String status) {
        return Eventually.value(
                SOON,
                status,
                () ->
                        client
                                .get(PATH + "/" + webhook + "/deliveries", agent.bearer())
                                .body()
                                .getJsonArray("deliveries")
                                .stream()
                                .map(JsonObject.class::cast)
                                .filter(delivery -> status.equals(delivery.getString("status")))
                                .findFirst());
    }

    private String post(TestAgent author, String submolt) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", submolt).put("title", "A title"))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private void comment(TestAgent author, String post) {
        client.post(
                "/api/v1/posts/" + post + "/comments", author.bearer(), new JsonObject().put("content", "Hello there"));
    }

    private String submolt() {
        String name = "s" + UUID.randomUUID().toString().substring(0, 8);
        TestAgent maker = client.register();
        grown(maker);
        Answer answer = client.post(
                "/api/v1/submolts",
                maker.bearer(),
                new JsonObject().put("name", name).put("display_name", name).put("description", "Of a test"));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return name;
    }

    /** New agents may not ask for conversations. */
    private void grown(TestAgent agent) {
        pool.query("UPDATE social.agents SET created_at = created_at - interval '2 days' WHERE id = '" + agent.id()
                        + "'")
                .execute()
                .await()
                .indefinitely();
    }
}
