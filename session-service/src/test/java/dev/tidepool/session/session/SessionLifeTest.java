package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a session between its creation and its end. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SessionLifeTest {

    private final Api api = Api.ofNewOrganization();
    private final Api stranger = Api.ofNewOrganization();

    @Test
    void isIdleWhenNobodyTouchedItForAQuarterOfAnHour() {
        String id = api.createSession();
        Database.letFallIdle(id);
        read(id).body("status", equalTo("idle")).body("endedAt", nullValue());
        api.request().get("/v1/sessions?status=idle").then().body("items.id", contains(id));
        api.request().get("/v1/sessions?status=active").then().body("items", hasSize(0));
    }

    @Test
    void aTouchExtendsIt() {
        String id = api.create(Map.of("ttlSeconds", 3600)).then().extract().path("id");
        Database.letFallIdle(id);
        JsonPath touched = touch(id).statusCode(200).extract().jsonPath();
        assertThat(touched.getString("status")).isEqualTo("active");
        Instant at = Instant.parse(touched.getString("touchedAt"));
        assertThat(Duration.between(at, Instant.parse(touched.getString("expiresAt"))))
                .isEqualTo(Duration.ofHours(1));
        assertThat(Duration.between(at, Instant.now())).isLessThan(Duration.ofMinutes(1));
        read(id).body("expiresAt", equalTo(touched.getString("expiresAt")));
    }

    @Test
    void aMessageExtendsItToo() {
        String id = api.create(Map.of("ttlSeconds", 3600)).then().extract().path("id");
        String before = read(id).extract().path("expiresAt");
        Database.letFallIdle(id);
        api.say(id, "still here").then().statusCode(201);
        String after = read(id).body("status", equalTo("active")).extract().path("expiresAt");
        assertThat(Instant.parse(after)).isAfter(Instant.parse(before));
    }

    @Test
    void whatHasEndedCannotBeTouchedOrChanged() {
        String closed = api.createSession();
        api.request().post("/v1/sessions/{id}/close", closed).then().statusCode(200);
        String expired = api.createSession();
        Database.letExpire(expired);
        touch(closed).statusCode(409).body("code", equalTo("SESSION_CLOSED"));
        touch(expired).statusCode(409).body("code", equalTo("SESSION_EXPIRED"));
        patch(closed, "{\"label\":\"x\"}").statusCode(409).body("code", equalTo("SESSION_CLOSED"));
        patch(expired, "{\"label\":\"x\"}").statusCode(409).body("code", equalTo("SESSION_EXPIRED"));
        read(closed).body("label", nullValue());
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() {
        String id = api.create(Map.of(
                        "model", "gpt-x",
                        "thinking", "high",
                        "systemPrompt", "Be brief.",
                        "label", "first",
                        "metadata", Map.of("a", 1, "b", Map.of("c", 2, "d", 3)),
                        "ttlSeconds", 3600))
                .then()
                .extract()
                .path("id");
        JsonPath changed = patch(id, """
                        {"label":"second","model":null,"metadata":{"a":null,"b":{"c":null,"e":4},"f":[null]},"ttlSeconds":7200}""").statusCode(200).extract().jsonPath();
        assertThat(changed.getString("label")).isEqualTo("second");
        assertThat(changed.getString("model")).isEqualTo("tidepool-offline");
        assertThat(changed.getString("thinking")).isEqualTo("high");
        assertThat(changed.getString("systemPrompt")).isEqualTo("Be brief.");
        assertThat(changed.getMap("metadata"))
                .isEqualTo(Map.of("b", Map.of("d", 3, "e", 4), "f", Collections.singletonList(null)));
        assertThat(Duration.between(
                        Instant.parse(changed.getString("touchedAt")), Instant.parse(changed.getString("expiresAt"))))
                .isEqualTo(Duration.ofHours(2));
        assertThat(read(id).extract().jsonPath().getMap("")).isEqualTo(changed.getMap(""));
        patch(id, "{\"systemPrompt\":null,\"label\":null,\"metadata\":null,\"thinking\":null,\"ttlSeconds\":null}")
                .statusCode(200)
                .body("systemPrompt", nullValue())
                .body("label", nullValue())
                .body("metadata", equalTo(Map.of()))
                .body("thinking", equalTo("off"))
                .body("ttlSeconds", equalTo(86_400));
    }

    @Test
    void tellsOnlyOfMembersThatASessionHas() {
        String id = api.createSession();
        patch(id, "{\"label\":\"new\",\"a\\u0000\":1,\"" + "b".repeat(50_000) + "\":2}")
                .statusCode(200);
        assertThat(Database.count("SELECT count(*) FROM session.session_events WHERE session_id = '" + id
                        + "' AND type = 'session:updated' AND data -> 'changed' = '[\"label\"]'"))
                .isOne();
    }

    @Test
    void takesAMergePatchByItsOwnMediaType() {
        String id = api.createSession();
        api.request()
                .contentType("application/merge-patch+json")
                .body("{\"label\":\"new\"}")
                .patch("/v1/sessions/{id}", id)
                .then()
                .statusCode(200)
                .body("label", equalTo("new"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ttlSeconds\":59}",
                "{\"ttlSeconds\":\"60\"}",
                "{\"thinking\":\"maximal\"}",
                "{\"label\":\"\"}",
                "{\"metadata\":[]}",
                "{\"metadata\":{\"a\":\"\\u0000\"}}",
                "{\"metadata\":{\"a\":\"\\ud800\"}}",
                "{\"label\":\"half \\ude00\"}",
                "{\"channel\":\"other\"}",
                "{\"channel\":null}"
            })
    void refusesAFieldThatIsNotAcceptableAndChangesNothing(String body) {
        String id = api.create(Map.of("label", "kept")).then().extract().path("id");
        String field = body.substring(2, body.indexOf('"', 2));
        patch(id, body).statusCode(400).body("code", equalTo("INVALID_FIELD")).body("field", equalTo(field));
        read(id).body("label", equalTo("kept")).body("ttlSeconds", equalTo(86_400));
    }

    @Test
    void countsTheWholeMetadataAfterTheMerge() {
        String id = api.create(Map.of("metadata", Map.of("k", "x".repeat(16_000))))
                .then()
                .extract()
                .path("id");
        patch(id, "{\"metadata\":{\"l\":\"" + "y".repeat(1_000) + "\"}}")
                .statusCode(400)
                .body("field", equalTo("metadata"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "3", "{}", "null"})
    void asksForAnObjectWithSomethingInIt(String body) {
        patch(api.createSession(), body).statusCode(400);
    }

    @Test
    void findsSessionsByTheirLabel() {
        String wanted = api.create(Map.of("label", "support")).then().extract().path("id");
        api.create(Map.of("label", "Support")).then().statusCode(201);
        api.createSession();
        api.request().get("/v1/sessions?label=support").then().body("items.id", contains(wanted));
        api.request().get("/v1/sessions?label=support&status=closed").then().body("items", hasSize(0));
        api.request().get("/v1/sessions?label=nothing").then().statusCode(200).body("items", hasSize(0));
        for (String none : List.of("\0", "x".repeat(101))) {
            api.request()
                    .queryParam("label", none)
                    .get("/v1/sessions")
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("label"));
        }
    }

    @Test
    void bringsItsNewestMessagesAlong() {
        String id = api.createSession();
        for (int number = 1; number <= 101; number++) {
            api.say(id, "message " + number).then().statusCode(201);
        }
        List<Integer> sequence = api.request()
                .get("/v1/sessions/{id}?include=messages", id)
                .then()
                .statusCode(200)
                .body("messages[99].content", equalTo("message 101"))
                .extract()
                .path("messages.sequence");
        assertThat(sequence).hasSize(100).startsWith(2).isSorted();
        read(id).body("$", not(hasKey("messages")));
        api.request()
                .get("/v1/sessions/{id}?include=all", id)
                .then()
                .statusCode(400)
                .body("field", equalTo("include"));
    }

    @Test
    void countsItsSessionsByState() {
        stranger.createSession();
        String active = api.createSession();
        api.say(active, "one").then().statusCode(201);
        api.say(active, "two").then().statusCode(201);
        Database.letFallIdle(api.createSession());
        api.request()
                .post("/v1/sessions/{id}/close", api.createSession())
                .then()
                .statusCode(200);
        Database.letExpire(api.createSession());
        JsonPath stats = api.request()
                .get("/v1/sessions/stats")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(stats.getMap(""))
                .isEqualTo(Map.of("active", 1, "idle", 1, "closed", 1, "expired", 1, "total", 4, "messages", 2));
    }

    @Test
    void anotherOrganizationsSessionCanBeNeitherTouchedNorChanged() {
        String id = api.createSession();
        for (String unseen : List.of(id, UUID.randomUUID().toString(), "not-an-id")) {
            stranger.request().post("/v1/sessions/{id}/touch", unseen).then().statusCode(404);
            stranger.request()
                    .body("{\"label\":\"mine\"}")
                    .patch("/v1/sessions/{id}", unseen)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("SESSION_NOT_FOUND"));
            stranger.request()
                    .get("/v1/sessions/{id}?include=messages", unseen)
                    .then()
                    .statusCode(404);
        }
        read(id).body("label", nullValue());
    }

    private ValidatableResponse read(String id) {
        return api.request().get("/v1/sessions/{id}", id).then().statusCode(200);
    }

    private ValidatableResponse touch(String id) {
        return api.request().post("/v1/sessions/{id}/touch", id).then();
    }

    private ValidatableResponse patch(String id, String body) {
        return api.request().body(body).patch("/v1/sessions/{id}", id).then();
    }
}
