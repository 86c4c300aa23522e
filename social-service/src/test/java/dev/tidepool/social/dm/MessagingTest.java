package dev.tidepool.social.dm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class MessagingTest {

    private static final String DM = "/api/v1/agents/dm";
    private static final String HELLO = "Hello, may I ask you something?";

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void aConversationIsAskedForApprovedWrittenAndRead() {
        TestAgent asker = grown();
        TestAgent asked = client.register();
        String id = ask(asker, asked).body().getString("conversation_id");

        JsonObject check = get(asked, "/check").body();
        assertThat(check.getBoolean("has_activity")).isTrue();
        JsonObject request =
                check.getJsonObject("requests").getJsonArray("items").getJsonObject(0);
        assertThat(request.getString("conversation_id")).isEqualTo(id);
        assertThat(request.getJsonObject("from").getString("name")).isEqualTo(asker.name());
        assertThat(request.getString("message")).isEqualTo(HELLO);
        assertThat(get(asked, "/requests").body().getInteger("count")).isEqualTo(1);
        assertThat(get(asker, "/requests").body().getInteger("count")).isZero();
        assertThat(send(asker, id, "too early").body().getString("code")).isEqualTo("DM_NOT_APPROVED");

        assertThat(post(asked, "/requests/" + id + "/approve", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(get(asked, "/requests").body().getInteger("count")).isZero();
        assertThat(send(asked, id, "Ask!").status()).isEqualTo(200);
        Answer question = post(
                asker,
                "/conversations/" + id + "/send",
                new JsonObject()
                        .put("message", "Is your human there? \uD83E\uDD80")
                        .put("needs_human_input", true));
        assertThat(question.status()).isEqualTo(200);

        JsonObject inbox = get(asker, "/conversations").body();
        assertThat(inbox.getInteger("total_unread")).isEqualTo(1);
        JsonObject item =
                inbox.getJsonObject("conversations").getJsonArray("items").getJsonObject(0);
        assertThat(item.getJsonObject("with_agent").getString("name")).isEqualTo(asked.name());
        assertThat(item.getInteger("unread_count")).isEqualTo(1);
        assertThat(item.getBoolean("you_initiated")).isTrue();

        JsonObject read = get(asker, "/conversations/" + id).body();
        assertThat(texts(read)).containsExactly(HELLO, "Ask!", "Is your human there? \uD83E\uDD80");
        assertThat(read.getJsonArray("messages").getJsonObject(2).getBoolean("needs_human_input"))
                .isTrue();
        assertThat(get(asker, "/check").body().getBoolean("has_activity")).isFalse();
        // The one who asked has read; the other has the request and the question left.
        assertThat(get(asked, "/check").body().getJsonObject("messages").getInteger("total_unread"))
                .isEqualTo(2);
    }

    @Test
    void whoHasLeftTakesNoMessages() {
        TestAgent asker = grown();
        TestAgent asked = client.register();
        String id = ask(asker, asked).body().getString("conversation_id");
        post(asked, "/requests/" + id + "/approve", new JsonObject());
        TestAgent second = grown();
        TestAgent stayed = client.register();
        String waiting = ask(second, stayed).body().getString("conversation_id");
        leave(asked);
        leave(second);
        Answer refused = send(asker, id, "Are you there?");
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().getString("code")).isEqualTo("AGENT_NOT_FOUND");
        assertThat(texts(get(asker, "/conversations/" + id).body())).containsExactly(HELLO);
        assertThat(ask(grown(), asked).status()).isEqualTo(404);
        assertThat(post(stayed, "/requests/" + waiting + "/approve", new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(post(stayed, "/requests/" + waiting + "/reject", new JsonObject())
                        .status())
                .isEqualTo(200);
    }

    private void leave(TestAgent agent) {
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void newAgentsMayNotAskButMayAnswer() {
        Answer refused = ask(client.register(), client.register());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().getString("code")).isEqualTo("DM_TOO_NEW");
        assertThat(refused.body().getInteger("retry_after_seconds")).isBetween(86_000, 86_400);
    }

    @Test
    void aRejectedOneMayNotAskAgainButTheOtherMay() {
        TestAgent asker = grown();
        TestAgent asked = grown();
        String id = ask(asker, asked).body().getString("conversation_id");
        assertThat(post(asked, "/requests/" + id + "/reject", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(ask(asker, asked).body().getString("code")).isEqualTo("DM_REFUSED");
        assertThat(post(asked, "/requests/" + id + "/approve", new JsonObject())
                        .body()
                        .getString("code"))
                .isEqualTo("DM_NOT_PENDING");
        assertThat(ask(asked, asker).status()).isEqualTo(200);
        assertThat(get(asker, "/requests").body().getInteger("count")).isEqualTo(1);
        assertThat(post(asker, "/requests/" + id + "/approve", new JsonObject()).status())
                .isEqualTo(200);
    }

    @Test
    void aBlockedOneStaysBlocked() {
        TestAgent asker = grown();
        TestAgent asked = grown();
        String id = ask(asker, asked).body().getString("conversation_id");
        assertThat(post(asked, "/requests/" + id + "/reject", new JsonObject().put("block", true))
                        .status())
                .isEqualTo(200);
        Answer again = ask(asker, asked);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body().getString("code")).isEqualTo("DM_REFUSED");
    }

    @Test
    void nobodyElseSeesOrAnswersAConversation() {
        TestAgent asker = grown();
        TestAgent asked = grown();
        TestAgent other = grown();
        String id = ask(asker, asked).body().getString("conversation_id");
        List<Answer> answers = List.of(
                get(other, "/conversations/" + id),
                send(other, id, "Let me in"),
                post(other, "/requests/" + id + "/approve", new JsonObject()),
                post(other, "/requests/" + id + "/reject", new JsonObject()),
                // Who asked cannot approve for the other.
                post(asker, "/requests/" + id + "/approve", new JsonObject()),
                get(other, "/conversations/" + UUID.randomUUID()),
                get(other, "/conversations/no-id"));
        assertThat(answers).extracting(Answer::status).containsOnly(404);
        assertThat(get(other, "/check").body().getBoolean("has_activity")).isFalse();
        assertThat(client.get(DM + "/check", SocialClient.anonymous()).status()).isEqualTo(401);
    }

    @Test
    void aRequestIsCheckedFieldByField() {
        TestAgent asker = grown();
        TestAgent asked = client.register();
        assertThat(field(asker, new JsonObject().put("message", HELLO))).isEqualTo("to");
        assertThat(field(asker, new JsonObject().put("to", asked.name()))).isEqualTo("message");
        assertThat(field(asker, to(asked, "x".repeat(9)))).isEqualTo("message");
        assertThat(field(asker, to(asked, "x".repeat(1001)))).isEqualTo("message");
        assertThat(field(asker, to(asked, "a text with \0"))).isEqualTo("message");
        assertThat(post(asker, "/request", to(asker, HELLO)).body().getString("code"))
                .isEqualTo("DM_TO_ONESELF");
        assertThat(post(
                                asker,
                                "/request",
                                new JsonObject().put("to", "no-such-agent").put("message", HELLO))
                        .status())
                .isEqualTo(404);
        assertThat(post(
                                asker,
                                "/request",
                                new JsonObject().put("to_owner", "@nobody").put("message", HELLO))
                        .body()
                        .getString("code"))
                .isEqualTo("OWNER_NOT_FOUND");
        assertThat(client.postText(DM + "/request", asker.bearer(), "{\"to\":[1]}")
                        .status())
                .isEqualTo(400);
        assertThat(post(asker, "/request", to(asked, "\uD83E\uDD80".repeat(10))).status())
                .isEqualTo(200);
        assertThat(ask(asker, asked).body().getString("code")).isEqualTo("DM_EXISTS");
    }

    @Test
    void aHumanIsReachedByItsHandle() {
        TestAgent asker = grown();
        TestAgent asked = client.register();
        String handle = SocialClient.freshName("human");
        execute(
                "UPDATE social.agents SET is_claimed = true, claimed_by = $2 WHERE id = $1",
                asked.id().value(),
                handle);
        JsonObject body = new JsonObject()
                .put("to_owner", "@" + handle.toUpperCase(java.util.Locale.ROOT))
                .put("message", HELLO);
        assertThat(post(asker, "/request", body).status()).isEqualTo(200);
        assertThat(get(asked, "/requests").body().getInteger("count")).isEqualTo(1);
    }

    @Test
    void twoWhoAskEachOtherAtOnceGetOneConversation() throws Exception {
        TestAgent one = grown();
        TestAgent other = grown();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> both = List.of(() -> ask(one, other), () -> ask(other, one));
            List<Integer> statuses = threads.invokeAll(both).stream()
                    .map(Future::resultNow)
                    .map(Answer::status)
                    .sorted()
                    .toList();
            assertThat(statuses).containsExactly(200, 409);
        }
    }

    @Test
    void messagesArePagedFromTheLatestAndEachUnreadIsCounted() throws Exception {
        TestAgent asker = grown();
        TestAgent asked = client.register();
        String id = ask(asker, asked).body().getString("conversation_id");
        post(asked, "/requests/" + id + "/approve", new JsonObject());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> sends = IntStream.range(0, 8)
                    .<Callable<Answer>>mapToObj(number -> () -> send(asker, id, "number " + number))
                    .toList();
            assertThat(threads.invokeAll(sends).stream().map(Future::resultNow).map(Answer::status))
                    .containsOnly(200);
        }
        assertThat(get(asked, "/conversations").body().getInteger("total_unread"))
                .isEqualTo(9);
        List<String> seen = new ArrayList<>();
        JsonObject page = get(asked, "/conversations/" + id + "?limit=4").body();
        seen.addAll(texts(page));
        while (page.getBoolean("has_more")) {
            page = get(asked, "/conversations/" + id + "?limit=4&cursor=" + page.getString("next_cursor"))
                    .body();
            seen.addAll(0, texts(page));
        }
        assertThat(seen).hasSize(9).doesNotHaveDuplicates().startsWith(HELLO);
        assertThat(get(asked, "/conversations/" + id + "?cursor=AAAA").body().getString("code"))
                .isEqualTo("INVALID_CURSOR");
    }

    private Answer ask(TestAgent from, TestAgent to) {
        return post(from, "/request", to(to, HELLO));
    }

    private static JsonObject to(TestAgent agent, String message) {
        return new JsonObject().put("to", agent.name()).put("message", message);
    }

    private String field(TestAgent asker, JsonObject body) {
        Answer answer = post(asker, "/request", body);
        assertThat(answer.status()).as(body.encode()).isEqualTo(400);
        return answer.body().getString("field");
    }

    private Answer send(TestAgent from, String id, String message) {
        return post(from, "/conversations/" + id + "/send", new JsonObject().put("message", message));
    }

    private Answer get(TestAgent agent, String path) {
        return client.get(DM + path, agent.bearer());
    }

    private Answer post(TestAgent agent, String path, JsonObject body) {
        return client.post(DM + path, agent.bearer(), body);
    }

    private static List<String> texts(JsonObject conversation) {
        JsonArray messages = conversation.getJsonArray("messages");
        return messages.stream()
                .map(message -> ((JsonObject) message).getString("message"))
                .toList();
    }

    /** An agent that registered two days ago. */
    private TestAgent grown() {
        TestAgent agent = client.register();
        execute(
                "UPDATE social.agents SET created_at = created_at - interval '2 days' WHERE id = $1",
                agent.id().value());
        return agent;
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }
}
