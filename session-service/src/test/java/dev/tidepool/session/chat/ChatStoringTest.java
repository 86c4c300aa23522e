package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a turn when its session, its reader or the database goes away before it is stored. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(ProviderProfile.class)
@Timeout(120)
@Slow
class ChatStoringTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TestHTTPResource
    URI base;

    @Inject
    MeterRegistry metrics;

    private final Api api = Api.ofNewOrganization();
    private final String user = UUID.randomUUID().toString();
    private String session;

    @BeforeEach
    void create() {
        session = api.createSession();
    }

    @Test
    void aTurnThatEndsAfterItsSessionIsKept() throws Exception {
        try (Sse sse = Sse.open(base, api, streaming("fake-gated"))) {
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
            Database.letExpire(session);
            control("release");
            assertThat(sse.rest())
                    .noneMatch(event -> event.contains("\"error\""))
                    .endsWith("data: [DONE]");
        }
        api.messages(session)
                .then()
                .body("items.content", contains("hi", "Hello"))
                .body("items.status", contains("complete", "complete"));
        // Whether or not the job had marked it: it is marked in the end, with the time at which it ended.
        Eventually.within(
                SOON,
                () -> assertThat(Database.count("SELECT count(*) FROM session.sessions WHERE id = '" + session
                                + "' AND status = 'expired' AND ended_at = expires_at AND message_count = 2"))
                        .isOne());
    }

    @Test
    void aReaderWhoGoesAwayAfterTheLastChunkLosesNothing() throws Exception {
        double before = cancelled();
        try (Connection holder = Database.asOwner()) {
            try (Sse sse = Sse.open(base, api, streaming("fake-gated"))) {
                assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
                hold(
                        holder,
                        "SELECT 1 FROM session.quota_use WHERE organization_id = '%s' FOR UPDATE"
                                .formatted(api.organization()));
                control("release");
                assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("lo");
            }
            Eventually.within(SOON, () -> assertThat(cancelled()).isGreaterThan(before));
            holder.rollback();
        }
        Eventually.within(
                SOON,
                () -> api.messages(session)
                        .then()
                        .body("items.content", contains("hi", "Hello"))
                        .body("items.status", contains("complete", "complete")));
        api.say(session, "next").then().statusCode(201).body("sequence", equalTo(3));
        assertThat(messagesUsed()).isEqualTo(3);
    }

    @Test
    void aTurnThatCannotBeStoredIsToldAndCostsNothing() throws Exception {
        try (Connection holder = Database.asOwner();
                Sse sse = Sse.open(base, api, streaming("fake-gated"))) {
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
            hold(holder, "SELECT 1 FROM session.sessions WHERE id = '" + session + "' FOR UPDATE");
            control("release");
            Eventually.within(SOON, () -> assertThat(endThoseWhoWaitFor(holder)).isPositive());
            assertThat(sse.rest())
                    .anyMatch(event -> event.contains("\"code\":\"unavailable\""))
                    .endsWith("data: [DONE]");
        }
        api.messages(session).then().body("items", hasSize(0));
        assertThat(messagesUsed()).isZero();
    }

    @Test
    void aTurnOfADeletedSessionCostsNothing() throws Exception {
        try (Sse sse = Sse.open(base, api, streaming("fake-gated"))) {
            assertThat(Sse.contentOf(sse.nextChunk())).isEqualTo("Hel");
            api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
            control("release");
            assertThat(sse.rest()).anyMatch(event -> event.contains("\"code\":\"session_not_found\""));
        }
        assertThat(messagesUsed()).isZero();
    }

    @Test
    void whatAModelWasAskedIsCountedAlthoughNobodyHeardTheAnswer() {
        Map<String, Object> body = asking("fake-slow");
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/v1/chat/completions"))
                .header("Authorization", api.bearer())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject(body).encode()))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            Eventually.within(SOON, () -> assertThat(control("seen")).isNotEmpty());
            client.shutdownNow();
        }
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/usage/tokens?session=" + session)
                        .then()
                        .body("total.estimatedAnswers", equalTo(1))
                        .body("total.promptTokens", greaterThan(0))
                        .body("total.completionTokens", equalTo(0)));
        assertThat(messagesUsed()).isZero();
    }

    @Test
    void soIsWhatItDidNotAnswerInTime() {
        api.chat(asking("fake-hang")).then().statusCode(504);
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/usage/tokens?session=" + session)
                        .then()
                        .body("total.estimatedAnswers", equalTo(1)));
        api.chat(asking("fake-500")).then().statusCode(503);
        api.request().get("/v1/usage/tokens?session=" + session).then().body("total.answers", equalTo(1));
        assertThat(messagesUsed()).isZero();
    }

    private static void hold(Connection holder, String sql) throws SQLException {
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many they were. */
    private static long endThoseWhoWaitFor(Connection holder) {
        try (var statement = holder.createStatement();
                var own = statement.executeQuery("SELECT pg_backend_pid()")) {
            own.next();
            try (Connection service = Database.asService();
                    var ending = service.createStatement();
                    var ended = ending.executeQuery("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                            WHERE usename = 'tidepool_session' AND wait_event_type = 'Lock'
                              AND %d = ANY (pg_blocking_pids(pid))""".formatted(own.getInt(1)))) {
                ended.next();
                return ended.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private double cancelled() {
        return metrics
                .find("tidepool.chat.requests")
                .tags("backend", "openai", "outcome", "cancelled")
                .counters()
                .stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private long messagesUsed() {
        return api.request().get("/internal/quotas").jsonPath().getLong("quotas.find { it.name == 'messages' }.used");
    }

    private String control(String what) {
        return RestAssured.get("http://127.0.0.1:" + System.getProperty(FakeProvider.PORT) + "/" + what + "/" + user)
                .asString();
    }

    private Map<String, Object> asking(String model) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", model);
        body.put("user", user);
        body.put("metadata", Map.of("session_id", session));
        body.put("messages", List.of(Map.of("role", "user", "content", "hi")));
        return body;
    }

    private Map<String, Object> streaming(String model) {
        Map<String, Object> body = asking(model);
        body.put("stream", true);
        return body;
    }
}
