package dev.tidepool.session.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Timeout(120)
class SessionSocketTest {

    @TestHTTPResource
    URI base;

    @Inject
    EventLog log;

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void create() {
        session = api.createSession();
    }

    @Test
    void saysWhereTheSessionIs() {
        try (SocketClient client = open()) {
            JsonObject connected = client.await("connected");
            assertThat(connected.getString("sessionId")).isEqualTo(session);
            assertThat(connected.getLong("lastEventId")).isOne();
        }
    }

    @Test
    void aMessageOfAnotherWriterComesWithItsContent() {
        try (SocketClient client = open()) {
            client.await("connected");
            String id =
                    api.say(session, "hello").then().statusCode(201).extract().path("id");
            JsonObject message = client.await("message");
            assertThat(message.getLong("id")).isEqualTo(2);
            assertThat(message.getJsonObject("data").getString("id")).isEqualTo(id);
            assertThat(message.getJsonObject("data").getString("content")).isEqualTo("hello");
            assertThat(message.getJsonObject("data").getLong("sequence")).isOne();
        }
    }

    @Test
    void aMessageIsTakenOnceForItsKey() {
        try (SocketClient client = open()) {
            client.say(said("hello").put("idempotencyKey", "k1").put("ref", "a"));
            client.say(said("hello").put("idempotencyKey", "k1").put("ref", "b"));
            JsonObject first =
                    client.await("accepted", answer -> answer.getString("ref").equals("a"));
            JsonObject second =
                    client.await("accepted", answer -> answer.getString("ref").equals("b"));
            assertThat(first.getBoolean("repeated")).isFalse();
            assertThat(second.getBoolean("repeated")).isTrue();
            assertThat(second.getString("messageId")).isEqualTo(first.getString("messageId"));
            assertThat(client.await("message").getJsonObject("data").getString("idempotencyKey"))
                    .isEqualTo("k1");
        }
        api.messages(session).then().body("items.size()", equalTo(1));
    }

    @Test
    void messagesOfOneClientKeepTheirOrder() {
        try (SocketClient client = open()) {
            LongStream.rangeClosed(1, 30).forEach(number -> client.say(said("m" + number)));
            client.await("message", message -> content(message).equals("m30"));
            assertThat(client.all("message").stream().map(SessionSocketTest::content))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 30)
                            .mapToObj(number -> "m" + number)
                            .toList());
        }
    }

    @Test
    void theModelAnswersPartByPartAndOnceAsAMessage() {
        try (SocketClient client = open()) {
            client.say(said("Say something long, please.").put("answer", true).put("ref", "q"));
            JsonObject end = client.await("stream", part -> part.containsKey("done"));
            assertThat(end.getBoolean("complete")).isTrue();
            JsonObject answer = client.await("message", SessionSocketTest::isAnswer);
            String streamed = client.all("stream").stream()
                    .filter(part -> part.containsKey("delta"))
                    .map(part -> part.getString("delta"))
                    .collect(Collectors.joining());
            assertThat(client.all("stream"))
                    .hasSizeGreaterThan(3)
                    .allMatch(part -> part.getString("ref").equals("q"));
            assertThat(streamed).isNotBlank().isEqualTo(content(answer));
            client.say(new JsonObject().put("type", "answer").put("ref", "again"));
            assertThat(client.await("error").getString("code")).isEqualTo("NOTHING_TO_ANSWER");
        }
        api.messages(session).then().body("items.size()", equalTo(2));
    }

    @Test
    void anAnswerGoesOnWhenItsSocketIsLost() {
        long last;
        try (SocketClient client = open()) {
            client.say(said("Tell me a story.").put("answer", true));
            client.await("accepted");
            last = client.await("connected").getLong("lastEventId");
        }
        try (SocketClient client = SocketClient.resume(base, api, session, last)) {
            JsonObject answer = client.await("message", SessionSocketTest::isAnswer);
            assertThat(answer.getJsonObject("data").getString("status")).isEqualTo("complete");
            assertThat(client.ids()).containsExactly(2L, 3L);
        }
    }

    @Test
    void whoComesBackGetsEachEventOnceAndInOrder() {
        try (SocketClient client = open()) {
            client.await("connected");
        }
        LongStream.rangeClosed(1, 40).forEach(number -> api.say(session, "m" + number));
        try (SocketClient client = SocketClient.resume(base, api, session, 11)) {
            api.say(session, "live");
            client.await("message", message -> content(message).equals("live"));
            assertThat(client.await("connected").getLong("lastEventId")).isEqualTo(11);
            assertThat(client.ids())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(12, 42).boxed().toList());
        }
    }

    @Test
    void soManyLongMessagesThatTheyAreNotReadAtOnceComeInTheirOrder() {
        LongStream.rangeClosed(1, 12)
                .forEach(number ->
                        api.say(session, number + "x".repeat(200_000)).then().statusCode(201));
        try (SocketClient client = SocketClient.resume(base, api, session, 1)) {
            client.await("message", message -> content(message).startsWith("12x"));
            assertThat(client.ids())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, 13).boxed().toList());
            assertThat(client.all("message"))
                    .hasSize(12)
                    .allMatch(message -> content(message).endsWith("xxx"));
        }
    }

    @Test
    void aLongMessageComesWhole() {
        String content = "\u00e9\u0001".repeat(60_000);
        api.say(session, content).then().statusCode(201);
        try (SocketClient client = SocketClient.resume(base, api, session, 0)) {
            assertThat(content(client.await("message"))).isEqualTo(content);
        }
    }

    @Test
    void whatIsForgottenIsAGap() {
        List.of("a", "b", "c").forEach(text -> api.say(session, text));
        Database.run("DELETE FROM session.session_events WHERE sequence <= 3 AND session_id = '" + session + "'");
        try (SocketClient client = SocketClient.resume(base, api, session, 1)) {
            JsonObject gap = client.await("replay_gap");
            assertThat(gap.getLong("from")).isEqualTo(2);
            assertThat(gap.getLong("to")).isEqualTo(3);
            assertThat(content(client.await("message"))).isEqualTo("c");
        }
        Database.run("DELETE FROM session.session_events WHERE session_id = '" + session + "'");
        try (SocketClient client = SocketClient.resume(base, api, session, 2)) {
            assertThat(client.await("replay_gap").getLong("to")).isEqualTo(4);
            api.say(session, "after");
            assertThat(client.await("message").getLong("id")).isEqualTo(5);
        }
    }

    @Test
    void whatIsOldIsForgotten() {
        api.say(session, "new");
        String ofSession = " WHERE session_id = '" + session + "'";
        Database.run("UPDATE session.session_events SET stored_at = now() - interval '25 hours'" + ofSession
                + " AND sequence = 1");
        log.forgetOld().await().atMost(SocketClient.SOON);
        assertThat(Database.count("SELECT min(sequence) FROM session.session_events" + ofSession))
                .isEqualTo(2);
    }

    /** An event names its session only by its room: a room of another organisation's session is not written to. */
    @Test
    void anEventReachesOnlySessionsOfItsOwnOrganization() {
        String foreign = Api.ofNewOrganization().createSession();
        Database.run("""
                INSERT INTO session.outbox (id, envelope) VALUES (gen_random_uuid(), jsonb_build_object(
                    'id', gen_random_uuid(), 'type', 'task:progress', 'organization', '%s', 'time', now(),
                    'rooms', jsonb_build_array('session:%s', 'session:%s', 'session:none'), 'data', '{"step": 1}'::jsonb))""".formatted(api.organization(), session, foreign));
        try (SocketClient client = SocketClient.resume(base, api, session, 1)) {
            JsonObject event = client.await("task.progress");
            assertThat(event.getLong("id")).isEqualTo(2);
            assertThat(event.getJsonObject("data").getInteger("step")).isOne();
        }
        assertThat(Database.count("SELECT count(*) FROM session.session_events WHERE session_id = '" + foreign + "'"))
                .isOne();
    }

    @Test
    void aClosedSessionIsToldToItsEndAndClosed() {
        try (SocketClient client = open()) {
            client.await("connected");
            api.say(session, "last words");
            api.request().post("/v1/sessions/{id}/close", session).then().statusCode(200);
            assertThat(client.awaitClose()).isEqualTo(4409);
            assertThat(client.closeReason()).isEqualTo("session_closed");
            assertThat(content(client.await("message"))).isEqualTo("last words");
            assertThat(client.await("session.closed").getLong("id")).isEqualTo(3);
        }
        try (SocketClient client = SocketClient.resume(base, api, session, 1)) {
            assertThat(client.awaitClose()).isEqualTo(4409);
            assertThat(client.ids()).containsExactly(2L, 3L);
        }
    }

    @Test
    void anExpiredSessionIsToldOnceAndClosed() {
        try (SocketClient client = open();
                SocketClient other = open()) {
            client.await("connected");
            other.await("connected");
            Database.letExpire(session);
            for (SocketClient each : List.of(client, other)) {
                assertThat(each.awaitClose()).isEqualTo(4410);
                assertThat(each.all("session.expired")).singleElement().satisfies(told -> {
                    assertThat(told.getJsonObject("data").getString("expiredAt"))
                            .isNotBlank();
                    assertThat(told.getJsonObject("data").getString("sessionId"))
                            .isEqualTo(session);
                    assertThat(told.containsKey("id")).isFalse();
                });
            }
        }
    }

    @Test
    void aDeletedSessionIsClosed() {
        try (SocketClient client = open()) {
            client.await("connected");
            api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
            assertThat(client.awaitClose()).isEqualTo(4404);
            assertThat(client.closeReason()).isEqualTo("session_deleted");
        }
        assertThat(refusal("")).isEqualTo(404);
    }

    @Test
    void refusesWhatIsNobodysBusiness() {
        assertThat(SocketClient.refusal(base, Api.ofNewOrganization(), session, ""))
                .isEqualTo(404);
        assertThat(SocketClient.refusal(base, api, UUID.randomUUID().toString(), ""))
                .isEqualTo(404);
        assertThat(SocketClient.refusal(base, api, "none", "")).isEqualTo(404);
        assertThat(refusal("?lastEventId=2")).isEqualTo(400);
        assertThat(refusal("?lastEventId=x")).isEqualTo(400);
        api.request()
                .get("/v1/sessions/{id}/socket", session)
                .then()
                .statusCode(426)
                .body("code", equalTo("UPGRADE_REQUIRED"));
    }

    @Test
    void saysWhatIsWrongAndGoesOn() {
        try (SocketClient client = open()) {
            client.sayText("not json");
            client.sayText("{\"type\":\"nonsense\",\"ref\":\"n\"}");
            client.sayText("{\"type\":\"message\",\"content\":5}");
            client.say(said("").put("ref", "e"));
            client.say(said("x").put("idempotencyKey", "not visible").put("ref", "k"));
            client.say(new JsonObject().put("type", "ping").put("ref", "p"));
            client.await("pong", pong -> pong.getString("ref").equals("p"));
            assertThat(client.all("error").stream().map(error -> error.getString("code")))
                    .containsExactly(
                            "INVALID_MESSAGE", "INVALID_MESSAGE", "INVALID_MESSAGE", "INVALID_FIELD", "INVALID_FIELD");
            assertThat(client.await("error", error -> "k".equals(error.getString("ref")))
                            .getString("field"))
                    .isEqualTo("idempotencyKey");
        }
    }

    @Test
    void aReusedKeyIsAnError() {
        try (SocketClient client = open()) {
            client.say(said("one").put("idempotencyKey", "k"));
            client.say(said("two").put("idempotencyKey", "k"));
            assertThat(client.await("error").getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        }
    }

    @Test
    void theQuotaIsToldWithItsEnd() {
        Api small = Api.ofTier(Tier.OPEN_SOURCE);
        String own = small.createSession();
        Database.run(
                "UPDATE session.quota_use SET messages = 10000 WHERE organization_id = '" + small.organization() + "'");
        try (SocketClient client = SocketClient.open(base, small, own)) {
            client.say(said("one too many"));
            JsonObject error = client.await("error");
            assertThat(error.getString("code")).isEqualTo("QUOTA_EXCEEDED");
            assertThat(error.getString("resetsAt")).isNotBlank();
        }
    }

    @Test
    void timeIsToldOfToo() {
        try (SocketClient client = open()) {
            client.await("connected");
            Database.letFallIdle(session);
            JsonObject idle = client.await("session.idle");
            assertThat(idle.getJsonObject("data").getString("idleSince")).isNotBlank();
            assertThat(idle.containsKey("id")).isFalse();
        }
    }

    private SocketClient open() {
        return SocketClient.open(base, api, session);
    }

    private int refusal(String query) {
        return SocketClient.refusal(base, api, session, query);
    }

    private static JsonObject said(String content) {
        return new JsonObject().put("type", "message").put("content", content);
    }

    private static String content(JsonObject message) {
        return message.getJsonObject("data").getString("content");
    }

    private static boolean isAnswer(JsonObject message) {
        return message.getJsonObject("data").getString("role").equals("assistant");
    }
}
