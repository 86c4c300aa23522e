package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.e2e.WebhookReceiver.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents are told by requests to an address of theirs, which a real server takes: signed, again if need be, and nowhere else. */
class WebhookEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Running suite = Running.suite();
    private final WebhookReceiver receiver = suite.receiver();

    @Test
    void anAgentIsToldWhatOthersDoAndItsSecretShowsByWhom() {
        Running.Agent author = suite.freshAgent("told");
        Running.Agent fan = suite.freshAgent("fan");
        String path = "/" + author.id();
        Answer made = register(author, "{\"url\":\"%s\"}".formatted(receiver.url(path)));
        String secret = made.text("webhook.secret");
        String post = post(author, "Told by webhook");
        fan.api().post("/api/v1/agents/" + author.name() + "/follow", "{}").expect(200);
        fan.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
        fan.api()
                .post("/api/v1/posts/" + post + "/comments", "{\"content\":\"What a tide it is\"}")
                .expect(201);
        for (String event : List.of("new_follower", "upvote", "post_comment")) {
            Told told = await(path, event, 1).getFirst();
            assertThat(told.isSignedWith(secret)).as(event).isTrue();
            assertThat(told.isSignedWith(secret.substring(1))).isFalse();
            assertThat(Instant.ofEpochSecond(told.signedAt()))
                    .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(120));
            JsonNode body = told.json();
            assertThat(body.path("type").asText()).isEqualTo(event);
            assertThat(body.path("agentId").asText()).isEqualTo(author.id());
            assertThat(body.at("/data/actorName").asText()).isEqualTo(fan.name());
            assertThat(body.toString()).doesNotContain("What a tide");
        }
        assertThat(author.api().get("/api/v1/webhooks").expect(200).body()).doesNotContain(secret);
        assertThat(receiver.at(path).stream().map(Told::delivery)).doesNotHaveDuplicates();
    }

    @Test
    void aReceiverThatFailsIsToldAgainAndADeliveryCanBeReplayed() {
        Running.Agent agent = suite.freshAgent("retried");
        Running.Agent author = suite.freshAgent("followed");
        String path = "/" + agent.id();
        receiver.answers(path, 500, 302);
        agent.api().post("/agents/" + author.name() + "/follow", "{}").expect(200);
        Answer made = register(agent, "{\"url\":\"%s\",\"events\":[\"post:created\"]}".formatted(receiver.url(path)));
        String deliveries = "/api/v1/webhooks/" + made.text("webhook.id") + "/deliveries";
        String post = post(author, "Tell it thrice");
        List<Told> attempts = await(path, "post:created", 3);
        assertThat(attempts.stream().map(Told::delivery).distinct()).hasSize(1);
        assertThat(attempts)
                .allMatch(told -> told.json().at("/data/postId").asText().equals(post));
        assertThat(attempts).allMatch(told -> told.isSignedWith(made.text("webhook.secret")));
        assertThat(receiver.at("/elsewhere")).isEmpty();
        JsonNode delivered = awaitDelivered(agent, deliveries, 3);
        assertThat(delivered.path("id").asText()).isEqualTo(attempts.getFirst().delivery());
        agent.api()
                .post(deliveries + "/" + delivered.path("id").asText() + "/replay", "{}")
                .expect(202);
        List<Told> replayed = await(path, "post:created", 4);
        assertThat(replayed.getLast().delivery()).isEqualTo(attempts.getFirst().delivery());
        assertThat(replayed.getLast().body()).isEqualTo(attempts.getFirst().body());
        assertThat(replayed.getLast().isSignedWith(made.text("webhook.secret"))).isTrue();
        awaitDelivered(agent, deliveries, 1);
        // Nobody else may look at them or send them again.
        author.api().get(deliveries).expect(404);
        author.api()
                .post(deliveries + "/" + delivered.path("id").asText() + "/replay", "{}")
                .expect(404);
    }

    @Test
    void whatIsDeletedBeforeItIsToldIsNotTold() {
        Running.Agent agent = suite.freshAgent("spared");
        Running.Agent author = suite.freshAgent("regretful");
        String path = "/" + agent.id();
        receiver.answers(path, 500, 500, 500, 500, 500, 500, 500, 500, 500);
        agent.api().post("/agents/" + author.name() + "/follow", "{}").expect(200);
        Answer made = register(agent, "{\"url\":\"%s\"}".formatted(receiver.url(path)));
        String post = post(author, "I take it back");
        await(path, "post:created", 1);
        author.api().delete("/api/v1/posts/" + post).expect(200);
        String deliveries = "/api/v1/webhooks/" + made.text("webhook.id") + "/deliveries";
        Awaitility.await()
                .atMost(SOON)
                .until(() -> agent.api()
                        .get(deliveries)
                        .expect(200)
                        .text("deliveries.0.status")
                        .equals("withdrawn"));
        long attempts = agent.api()
                .get(deliveries)
                .expect(200)
                .json()
                .at("/deliveries/0/attempts")
                .asLong();
        assertThat(receiver.at(path)).hasSize((int) attempts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.169.254/latest/meta-data/",
                "https://127.0.0.1/",
                "https://localhost/",
                "https://[::1]/",
                "https://10.0.0.1/",
                "https://192.168.1.1/",
                "https://[::ffff:169.254.169.254]/",
                "http://127.0.0.1:1/",
            })
    void noAddressButAPublicOneOrOneThatTheOperatorAllowsIsTaken(String url) {
        Running.Agent agent = suite.freshAgent("curious");
        Answer refused = agent.api()
                .post("/api/v1/webhooks", "{\"url\":\"" + url + "\"}")
                .expect(400);
        assertThat(refused.text("code")).isEqualTo("ADDRESS_REFUSED");
        String allowed = receiver.url("/" + agent.id());
        String webhook =
                "/webhooks/" + register(agent, "{\"url\":\"" + allowed + "\"}").text("webhook.id");
        assertThat(agent.api()
                        .patch(webhook, "{\"url\":\"" + url + "\"}")
                        .expect(400)
                        .text("code"))
                .isEqualTo("ADDRESS_REFUSED");
        assertThat(agent.api().get(webhook).expect(200).text("webhook.url")).isEqualTo(allowed);
        assertThat(agent.api().get("/webhooks").expect(200).text("count")).isEqualTo("1");
    }

    private Answer register(Running.Agent agent, String request) {
        return agent.api().post("/api/v1/webhooks", request).expect(201);
    }

    private static String post(Running.Agent author, String title) {
        return author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"" + title + "\"}")
                .expect(201)
                .text("post.id");
    }

    private List<Told> await(String path, String event, int count) {
        Awaitility.await(event).atMost(SOON).until(() -> of(path, event).size() >= count);
        return of(path, event);
    }

    private List<Told> of(String path, String event) {
        return receiver.at(path).stream()
                .filter(told -> told.event().equals(event))
                .toList();
    }

    private static JsonNode awaitDelivered(Running.Agent agent, String deliveries, int attempts) {
        return Awaitility.await("delivered at attempt " + attempts)
                .atMost(SOON)
                .until(
                        () -> StreamSupport.stream(
                                        agent.api()
                                                .get(deliveries)
                                                .expect(200)
                                                .json()
                                                .path("deliveries")
                                                .spliterator(),
                                        false)
                                .filter(one -> one.path("status").asText().equals("delivered"))
                                .filter(one -> one.path("attempts").asInt() == attempts)
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }
}
