package dev.tidepool.session.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SessionResourceTest {

    private final Api api = Api.ofNewOrganization();
    private final Api stranger = Api.ofNewOrganization();

    @Test
    void createsWithDefaultsFromAnEmptyObject() {
        var created = api.create(Map.of()).then().statusCode(201).extract();
        assertThat(created.header("Location")).isEqualTo("/v1/sessions/" + created.path("id"));
        assertThat(created.<String>path("status")).isEqualTo("active");
        assertThat(created.<String>path("channel")).isEqualTo("api");
        assertThat(created.<String>path("model")).isEqualTo("tidepool-offline");
        assertThat(created.<String>path("thinking")).isEqualTo("off");
        assertThat(created.<Integer>path("ttlSeconds")).isEqualTo(86_400);
        assertThat(created.<Integer>path("messageCount")).isZero();
        assertThat(created.<Object>path("endedAt")).isNull();
        Instant start = Instant.parse(created.path("createdAt"));
        assertThat(Duration.between(start, Instant.parse(created.path("expiresAt"))))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void keepsEverythingItWasGiven() {
        Map<String, Object> body = Map.of(
                "channel", "telegram",
                "model", "gpt-x",
                "thinking", "xhigh",
                "systemPrompt", "Be brief. \u00e9\u4e2d",
                "metadata", Map.of("a", List.of(1, 2.5, true), "b", Map.of("c", "\\u0000 is only written here")),
                "ttlSeconds", 60,
                "label", "first");
        String id = api.create(body).then().statusCode(201).extract().path("id");
        api.request()
                .get("/v1/sessions/{id}", id)
                .then()
                .statusCode(200)
                .body("channel", equalTo("telegram"))
                .body("model", equalTo("gpt-x"))
                .body("thinking", equalTo("xhigh"))
                .body("systemPrompt", equalTo("Be brief. \u00e9\u4e2d"))
                .body("metadata.a[1]", equalTo(2.5f))
                .body("metadata.b.c", equalTo("\\u0000 is only written here"))
                .body("ttlSeconds", equalTo(60))
                .body("label", equalTo("first"));
    }

    @Test
    void readsWhatItAnsweredOnCreation() {
        var created =
                api.create(Map.of()).then().statusCode(201).extract().body().asString();
        String id = io.restassured.path.json.JsonPath.from(created).getString("id");
        assertThat(api.request().get("/v1/sessions/{id}", id).asString()).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 2_592_000})
    void takesATtlAtItsEdges(int seconds) {
        api.create(Map.of("ttlSeconds", seconds)).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ttlSeconds\":59}",
                "{\"ttlSeconds\":2592001}",
                "{\"ttlSeconds\":\"60\"}",
                "{\"ttlSeconds\":60.5}",
                "{\"ttlSeconds\":99999999999}",
                "{\"thinking\":\"maximal\"}",
                "{\"thinking\":3}",
                "{\"channel\":\"\"}",
                "{\"channel\":\"No\"}",
                "{\"model\":\"\"}",
                "{\"model\":\"a b\"}",
                "{\"label\":\" \"}",
                "{\"label\":\"a\\u0000\"}",
                "{\"metadata\":[]}",
                "{\"metadata\":\"x\"}",
                "{\"metadata\":{\"a\":\"\\u0000\"}}",
                "{\"systemPrompt\":\"\\u0000\"}"
            })
    void refusesAFieldThatIsNotAcceptable(String body) {
        String field = body.substring(2, body.indexOf('"', 2));
        api.request()
                .body(body)
                .post("/v1/sessions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}{}", "[", "nul", "{\"a\":}"})
    void refusesMalformedJson(String body) {
        api.request()
                .body(body)
                .post("/v1/sessions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("MALFORMED_JSON"));
    }

    @Test
    void limitsMetadataTo16Kilobytes() {
        int frame = "{\"k\":\"\"}".length();
        api.create(Map.of("metadata", Map.of("k", "x".repeat(16_384 - frame))))
                .then()
                .statusCode(201);
        api.create(Map.of("metadata", Map.of("k", "x".repeat(16_385 - frame))))
                .then()
                .statusCode(400);
        api.create(Map.of("metadata", Map.of("k", "\u00e9".repeat(8_200))))
                .then()
                .statusCode(400);
    }

    @Test
    void limitsLabelAndPrompt() {
        api.create(Map.of("label", "\ud83c\udf0a".repeat(100))).then().statusCode(201);
        api.create(Map.of("label", "x".repeat(101))).then().statusCode(400);
        api.create(Map.of("systemPrompt", "x".repeat(65_536))).then().statusCode(201);
        api.create(Map.of("systemPrompt", "x".repeat(65_537))).then().statusCode(400);
    }

    @Test
    void closesOnceAndStaysClosed() {
        String id = api.createSession();
        String ended = api.request()
                .post("/v1/sessions/{id}/close", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("closed"))
                .body("endedAt", notNullValue())
                .extract()
                .path("endedAt");
        api.request().post("/v1/sessions/{id}/close", id).then().statusCode(200).body("endedAt", equalTo(ended));
        api.say(id, "too late").then().statusCode(409).body("code", equalTo("SESSION_CLOSED"));
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void deletesWithItsMessages() {
        String id = api.createSession();
        api.say(id, "soon gone").then().statusCode(201);
        api.request().delete("/v1/sessions/{id}", id).then().statusCode(204);
        api.request().get("/v1/sessions/{id}", id).then().statusCode(404);
        api.request().delete("/v1/sessions/{id}", id).then().statusCode(404);
        assertThat(Database.count("SELECT count(*) FROM session.messages WHERE session_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void anExpiredSessionReadsSoAtOnce() {
        String id = api.createSession();
        Database.letExpire(id);
        api.request().get("/v1/sessions/{id}", id).then().statusCode(200).body("status", equalTo("expired"));
        api.request().get("/v1/sessions?status=expired").then().statusCode(200).body("items.id", contains(id));
        api.request().get("/v1/sessions?status=active").then().body("items", hasSize(0));
        api.say(id, "too late").then().statusCode(409).body("code", equalTo("SESSION_EXPIRED"));
        api.request()
                .post("/v1/sessions/{id}/close", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("SESSION_EXPIRED"));
    }

    @Test
    void listsNewestFirstInStablePages() {
        List<String> made = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            made.addFirst(api.createSession());
        }
        var first =
                api.request().get("/v1/sessions?limit=2").then().statusCode(200).extract();
        // What is created between two pages does not shift the next one.
        api.createSession();
        var second = api.request()
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/v1/sessions?limit=2")
                .then()
                .statusCode(200)
                .extract();
        var third = api.request()
                .queryParam("cursor", second.<String>path("nextCursor"))
                .get("/v1/sessions?limit=2")
                .then()
                .statusCode(200)
                .body("nextCursor", nullValue())
                .extract();
        List<String> seen = new ArrayList<>(first.<List<String>>path("items.id"));
        seen.addAll(second.path("items.id"));
        seen.addAll(third.path("items.id"));
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void filtersByStatus() {
        String open = api.createSession();
        String closed = api.createSession();
        api.request().post("/v1/sessions/{id}/close", closed);
        api.request().get("/v1/sessions?status=active").then().body("items.id", contains(open));
        api.request().get("/v1/sessions?status=closed").then().body("items.id", contains(closed));
        api.request().get("/v1/sessions?status=odd").then().statusCode(400).body("field", equalTo("status"));
    }

    @Test
    void refusesACursorThatIsNotItsOwn() {
        api.createSession();
        api.createSession();
        String cursor =
                api.request().get("/v1/sessions?limit=1").then().extract().path("nextCursor");
        char last = cursor.charAt(cursor.length() - 1);
        String tampered = cursor.substring(0, cursor.length() - 1) + (last == 'A' ? 'B' : 'A');
        for (String bad : List.of(tampered, "x", cursor + "AAAA")) {
            api.request()
                    .queryParam("cursor", bad)
                    .get("/v1/sessions")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("INVALID_CURSOR"));
        }
        stranger.request()
                .queryParam("cursor", cursor)
                .get("/v1/sessions")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "many"})
    void refusesAPageSizeOutOfRange(String limit) {
        api.request().get("/v1/sessions?limit=" + limit).then().statusCode(400).body("field", equalTo("limit"));
    }

    @Test
    void anotherOrganizationsSessionDoesNotExist() {
        String id = api.createSession();
        for (String unseen : List.of(id, UUID.randomUUID().toString(), "not-an-id")) {
            stranger.request()
                    .get("/v1/sessions/{id}", unseen)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("SESSION_NOT_FOUND"));
            stranger.request()
                    .post("/v1/sessions/{id}/close", unseen)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("SESSION_NOT_FOUND"));
            stranger.request()
                    .delete("/v1/sessions/{id}", unseen)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("SESSION_NOT_FOUND"));
            stranger.say(unseen, "hello").then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
            stranger.messages(unseen).then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        }
        stranger.request().get("/v1/sessions").then().body("items", hasSize(0));
        api.request().get("/v1/sessions/{id}", id).then().statusCode(200).body("status", equalTo("active"));
    }

    @Test
    void asksForTheScope() {
        String reader = TestTokens.bearer(api.organization(), "sessions:read");
        given().header("Authorization", reader)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/sessions")
                .then()
                .statusCode(403)
                .body("scope", equalTo("sessions:write"));
        given().header("Authorization", reader).get("/v1/sessions").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/x"})
    void asksForTheScopeOfChat(String path) {
        given().header("Authorization", TestTokens.bearer(api.organization(), "sessions:read", "chat:write"))
                .get(path)
                .then()
                .statusCode(403)
                .body("error.type", equalTo("permission_error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-id", "0198c5e2-7a10-7cc3-9d1e-2f60a4b8c001"})
    void asksForTheScopeBeforeItLooksAtTheId(String unknown) {
        String reader = TestTokens.bearer(api.organization(), "sessions:read");
        given().header("Authorization", reader)
                .post("/v1/sessions/{id}/close", unknown)
                .then()
                .statusCode(403)
                .body("scope", equalTo("sessions:write"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions",
                "/v1/sessions/x",
                "/v1/sessions/x/messages",
                "/v1/skills",
                "/v1/models",
                "/v1/models/x"
            })
    void refusesWithoutAToken(String path) {
        given().get(path).then().statusCode(401);
        given().header("Authorization", "Bearer nonsense").get(path).then().statusCode(401);
    }
}
