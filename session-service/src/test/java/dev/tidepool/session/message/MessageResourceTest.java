package dev.tidepool.session.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class MessageResourceTest {

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void createSession() {
        session = api.createSession();
    }

    @Test
    void appendsAndReadsBack() {
        String id = api.say(session, "hello")
                .then()
                .statusCode(201)
                .body("sequence", equalTo(1))
                .body("role", equalTo("user"))
                .body("status", equalTo("complete"))
                .body("sessionId", equalTo(session))
                .body("model", nullValue())
                .extract()
                .path("id");
        api.append(session, Map.of("role", "assistant", "content", "hi \ud83c\udf0a"))
                .then()
                .statusCode(201);
        api.messages(session)
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(id))
                .body("items[1].content", equalTo("hi \ud83c\udf0a"))
                .body("items[1].sequence", equalTo(2))
                .body("nextCursor", nullValue());
        api.request().get("/v1/sessions/{id}", session).then().body("messageCount", equalTo(2));
    }

    @Test
    void keepsCallsOfFunctionsAndTheirResultsInOpenAisShape() {
        Map<String, ?> call = Map.of(
                "id", "call_1", "type", "function", "function", Map.of("name", "tide", "arguments", "{\"at\":\u0000"));
        api.append(session, Map.of("role", "assistant", "tool_calls", List.of(call)))
                .then()
                .statusCode(201)
                .body("content", equalTo(""))
                .body("tool_calls", equalTo(List.of(call)))
                .body("tool_call_id", nullValue());
        api.append(session, Map.of("role", "tool", "content", "high tide", "tool_call_id", "call_1"))
                .then()
                .statusCode(201)
                .body("tool_call_id", equalTo("call_1"))
                .body("tool_calls", nullValue());
        api.messages(session).then().body("items[0].tool_calls", equalTo(List.of(call)));
        api.request()
                .get("/v1/sessions/{id}/messages/search?q=tide", session)
                .then()
                .body("items[0].tool_call_id", equalTo("call_1"));
        assertThat(api.request().get("/v1/sessions/{id}/export", session).asString())
                .contains("\"tool_calls\":[{\"id\":\"call_1\"", "\"tool_call_id\":\"call_1\"");
    }

    @Test
    void aRepeatWithOtherCallsIsAnotherMessage() {
        Map<String, ?> first = Map.of("role", "tool", "content", "x", "tool_call_id", "a", "idempotencyKey", "k");
        api.append(session, first).then().statusCode(201);
        api.append(session, first).then().statusCode(200);
        api.append(session, Map.of("role", "tool", "content", "x", "tool_call_id", "b", "idempotencyKey", "k"))
                .then()
                .statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"user\",\"content\":\"x\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\"}}]}|tool_calls",
                "{\"role\":\"user\",\"content\":\"x\",\"tool_call_id\":\"a\"}|tool_call_id",
                "{\"role\":\"tool\",\"content\":\"x\",\"tool_call_id\":\"\"}|tool_call_id",
                "{\"role\":\"assistant\",\"tool_calls\":[]}|tool_calls",
                "{\"role\":\"assistant\",\"tool_calls\":[null]}|tool_calls[0]",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}|tool_calls[0].id",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"spell\"}]}|tool_calls[0].type",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"custom\"}]}|tool_calls[0].custom.name",
                "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{}}]}|tool_calls[0].function.name"
            })
    void refusesCallsAndResultsThatAreNone(String body, String field) {
        api.request()
                .body(body)
                .post("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    @Test
    void takesAsManyBytesOfCallsAsOfContentAndNoMore() {
        int frame = "[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]".length();
        append("x".repeat(262_144 - frame)).then().statusCode(201);
        append("x".repeat(262_144 - frame + 1)).then().statusCode(400).body("field", equalTo("tool_calls"));
    }

    private Response append(String arguments) {
        Map<String, ?> call = Map.of("id", "a", "function", Map.of("name", "f", "arguments", arguments));
        return api.append(session, Map.of("role", "assistant", "tool_calls", List.of(call)));
    }

    @Test
    void concurrentWritersMakeOneOrderWithoutGaps() throws Exception {
        List<Callable<Integer>> writers = IntStream.range(0, 40)
                .<Callable<Integer>>mapToObj(
                        number -> () -> api.say(session, "message " + number).statusCode())
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : threads.invokeAll(writers)) {
                assertThat(status.get()).isEqualTo(201);
            }
        }
        List<Integer> sequence = api.messages(session).then().extract().path("items.sequence");
        assertThat(sequence)
                .isEqualTo(LongStream.rangeClosed(1, 40)
                        .mapToInt(number -> (int) number)
                        .boxed()
                        .toList());
    }

    @Test
    void aRepeatWithTheSameKeyStoresNothing() throws Exception {
        Map<String, String> body = Map.of("role", "user", "content", "once", "idempotencyKey", "k-1");
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<String>> writers = IntStream.range(0, 16)
                    .<Callable<String>>mapToObj(number ->
                            () -> api.append(session, body).then().extract().path("id"))
                    .toList();
            List<String> ids = new ArrayList<>();
            for (Future<String> id : threads.invokeAll(writers)) {
                ids.add(id.get());
            }
            assertThat(ids).containsOnly(ids.getFirst());
        }
        api.append(session, body).then().statusCode(200);
        assertThat(api.messages(session).then().extract().<List<String>>path("items.id"))
                .hasSize(1);
    }

    @Test
    void aKeyBelongsToOneMessage() {
        api.append(session, Map.of("role", "user", "content", "one", "idempotencyKey", "k"))
                .then()
                .statusCode(201);
        api.append(session, Map.of("role", "user", "content", "two", "idempotencyKey", "k"))
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        api.append(api.createSession(), Map.of("role", "user", "content", "two", "idempotencyKey", "k"))
                .then()
                .statusCode(201);
    }

    @Test
    void anAcknowledgedMessageIsRepeatedEvenAfterTheEnd() {
        Map<String, String> body = Map.of("role", "user", "content", "one", "idempotencyKey", "k");
        api.append(session, body).then().statusCode(201);
        api.request().post("/v1/sessions/{id}/close", session).then().statusCode(200);
        api.append(session, body).then().statusCode(200).body("sequence", equalTo(1));
    }

    @Test
    void limitsContentTo256Kilobytes() {
        api.say(session, "x".repeat(262_144)).then().statusCode(201);
        api.say(session, "x".repeat(262_145)).then().statusCode(400).body("field", equalTo("content"));
        api.say(session, "\u00e9".repeat(131_073)).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"user\"}",
                "{\"content\":\"x\"}",
                "{\"role\":\"king\",\"content\":\"x\"}",
                "{\"role\":\"user\",\"content\":\"\"}",
                "{\"role\":\"user\",\"content\":5}",
                "{\"role\":\"user\",\"content\":\"a\\u0000b\"}",
                "null",
                "{\"role\":\"user\",\"content\":\"x\",\"idempotencyKey\":\"\"}",
                "{\"role\":\"user\",\"content\":\"x\",\"idempotencyKey\":\"with space\"}"
            })
    void refusesWhatIsNoMessage(String body) {
        api.request()
                .body(body)
                .post("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(400);
    }

    @Test
    void refusesMalformedJson() {
        api.request()
                .body("{\"role\":\"user\",")
                .post("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void pagesBothWays(String order) {
        for (int number = 1; number <= 7; number++) {
            api.say(session, "message " + number);
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = null;
        do {
            var request = api.request().queryParam("order", order).queryParam("limit", 3);
            if (cursor != null) {
                request.queryParam("cursor", cursor);
            }
            var page = request.get("/v1/sessions/{id}/messages", session)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.<List<Integer>>path("items.sequence"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        List<Integer> rising = List.of(1, 2, 3, 4, 5, 6, 7);
        assertThat(seen).isEqualTo(order.equals("asc") ? rising : rising.reversed());
    }

    @Test
    void refusesACursorOfAnotherList() {
        api.say(session, "one");
        api.say(session, "two");
        String cursor = api.request()
                .get("/v1/sessions/{id}/messages?limit=1", session)
                .then()
                .extract()
                .path("nextCursor");
        api.request()
                .queryParam("cursor", cursor)
                .get("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(200)
                .body("items[0].sequence", equalTo(2));
        api.request()
                .queryParam("cursor", cursor)
                .get("/v1/sessions/{id}/messages?order=desc", session)
                .then()
                .statusCode(400);
        api.request()
                .queryParam("cursor", cursor)
                .get("/v1/sessions/{id}/messages", api.createSession())
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CURSOR"));
        api.request().get("/v1/sessions/{id}/messages?order=up", session).then().statusCode(400);
    }

    @Test
    void refusesAPageSizeThatIsNoNumber() {
        for (String list : List.of("messages?limit=many", "messages/search?q=a&limit=many")) {
            api.request()
                    .get("/v1/sessions/" + session + "/" + list)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo("limit"));
        }
    }

    @Test
    void refusesHalfOfASurrogatePairRatherThanStoreAnother() {
        String half = "{\"role\":\"user\",\"content\":\"half \\ud83d of it\"}";
        api.request()
                .body(half)
                .post("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(400)
                .body("field", equalTo("content"));
        String whole = "{\"role\":\"user\",\"content\":\"all \\ud83d\\udca7 of it\"}";
        api.request()
                .body(whole)
                .post("/v1/sessions/{id}/messages", session)
                .then()
                .statusCode(201)
                .body("content", equalTo("all \uD83D\uDCA7 of it"));
    }

    @Test
    void messagesLieInTheMonthlyPartition() {
        api.say(session, "where am I");
        assertThat(Database.count("""
                        SELECT count(*) FROM session.messages
                        WHERE session_id = '%s' AND tableoid::regclass::text = 'session.messages_' || to_char(now() at time zone 'UTC', 'YYYY_MM')""".formatted(session))).isOne();
    }
}
