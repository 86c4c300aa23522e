package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class MessageArchiveResourceTest {

    private final Api api = Api.ofNewOrganization();
    private final Api stranger = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void createSession() {
        session = api.createSession();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tide|2,1",
                "TIDE rising|1",
                "\"rising tide\"|1",
                "\"tide rising\"|",
                "tide or moon|3,2,1",
                "tide -rising|2",
                "\u00e9bbe|4",
                "\u6f6e\u6c50|5",
                "nothing|",
                "a' ; drop table|",
                "& ! ( :*|"
            })
    void findsMessagesByTheirWords(String query, String sequences) {
        api.say(session, "A rising tide lifts all boats").then().statusCode(201);
        api.say(session, "Time and tide wait for no one").then().statusCode(201);
        api.say(session, "The moon is full").then().statusCode(201);
        api.say(session, "\u00c9bbe und Flut").then().statusCode(201);
        api.say(session, "\u6f6e\u6c50 \u6708").then().statusCode(201);
        List<Integer> found = search(query).statusCode(200).extract().path("items.sequence");
        assertThat(String.join(",", found.stream().map(String::valueOf).toList()))
                .isEqualTo(sequences == null ? "" : sequences);
    }

    @Test
    void tellsWhatIsAroundWhatItFound() {
        api.say(session, "word ".repeat(5_000) + "needle in the <b>hay</b> " + "more ".repeat(5_000))
                .then()
                .statusCode(201);
        String snippet = search("needle").extract().path("items[0].snippet");
        assertThat(snippet).contains("needle in the").doesNotContain("\u0000").hasSizeLessThan(400);
    }

    @Test
    void goesThroughWhatItFoundPageByPage() {
        IntStream.rangeClosed(1, 5).forEach(number -> api.say(session, "tide " + number));
        JsonPath first = search("tide", 2, null);
        JsonPath second = search("tide", 2, first.getString("nextCursor"));
        JsonPath third = search("tide", 2, second.getString("nextCursor"));
        List<Integer> all = new ArrayList<>(first.getList("items.sequence"));
        all.addAll(second.getList("items.sequence"));
        all.addAll(third.getList("items.sequence"));
        assertThat(all).containsExactly(5, 4, 3, 2, 1);
        assertThat(third.getString("nextCursor")).isNull();
        api.request()
                .queryParam("q", "other")
                .queryParam("cursor", first.getString("nextCursor"))
                .get("/v1/sessions/{id}/messages/search", session)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CURSOR"));
    }

    @Test
    void looksThroughSoMuchAtOnceAndGoesOnFromThere() {
        api.say(session, "a needle").then().statusCode(201);
        Database.sayMuch(api.organization(), session, 2, 41);
        List<Integer> found = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            JsonPath page = search("needle", 10, cursor);
            found.addAll(page.getList("items.sequence"));
            cursor = page.getString("nextCursor");
            pages++;
        } while (cursor != null);
        assertThat(found).containsExactly(1);
        assertThat(pages).as("4 MB, 16 messages, at once").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "long"})
    void refusesASearchForNothingOrTooMuch(String query) {
        search(query.equals("long") ? "x".repeat(201) : query).statusCode(400).body("field", equalTo("q"));
        search("x".repeat(200)).statusCode(200);
        api.request().get("/v1/sessions/{id}/messages/search", session).then().statusCode(400);
    }

    @Test
    void exportsEveryMessageInItsOrder() {
        IntStream.rangeClosed(1, 401).forEach(number -> api.say(session, "line\n" + number + " \u2028 \ud83c\udf0a"));
        var answer =
                api.request().get("/v1/sessions/{id}/export", session).then().statusCode(200);
        assertThat(answer.extract().contentType()).startsWith("application/x-ndjson");
        assertThat(answer.extract().header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"session-" + session + ".jsonl\"");
        String[] lines = answer.extract().body().asString().split("\n", -1);
        assertThat(lines).hasSize(402);
        assertThat(lines[401]).isEmpty();
        List<JsonPath> messages =
                IntStream.range(0, 401).mapToObj(at -> JsonPath.from(lines[at])).toList();
        assertThat(messages)
                .extracting(message -> message.getInt("sequence"))
                .isEqualTo(IntStream.rangeClosed(1, 401).boxed().toList());
        assertThat(messages.get(400).getString("content")).isEqualTo("line\n401 \u2028 \ud83c\udf0a");
        assertThat(messages.getFirst().<Object>get("model")).isNull();
    }

    @Test
    void exportsAnEmptySessionAsNothing() {
        assertThat(api.request()
                        .get("/v1/sessions/{id}/export", session)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEmpty();
    }

    @Test
    void anotherOrganizationsSessionIsNeitherSearchedNorExported() {
        api.say(session, "secret tide").then().statusCode(201);
        stranger.request()
                .queryParam("q", "tide")
                .get("/v1/sessions/{id}/messages/search", session)
                .then()
                .statusCode(404)
                .body("code", equalTo("SESSION_NOT_FOUND"))
                .body("items", nullValue());
        stranger.request()
                .get("/v1/sessions/{id}/export", session)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    private ValidatableResponse search(String query) {
        return api.request()
                .queryParam("q", query)
                .get("/v1/sessions/{id}/messages/search", session)
                .then();
    }

    private JsonPath search(String query, int limit, String cursor) {
        var request = api.request().queryParam("q", query).queryParam("limit", limit);
        if (cursor != null) {
            request.queryParam("cursor", cursor);
        }
        return request.get("/v1/sessions/{id}/messages/search", session)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
