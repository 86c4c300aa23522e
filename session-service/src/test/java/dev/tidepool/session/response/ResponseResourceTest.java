package dev.tidepool.session.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class ResponseResourceTest {

    private static final String MODEL = "tidepool-offline";

    private final Api api = Api.ofNewOrganization();

    @Test
    void answersInOpenAisShape() {
        respond(asking("hello"))
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("id", matchesPattern("resp_[0-9a-f]{32}"))
                .body("object", equalTo("response"))
                .body("status", equalTo("completed"))
                .body("model", equalTo(MODEL))
                .body("error", nullValue())
                .body("output", hasSize(1))
                .body("output[0].type", equalTo("message"))
                .body("output[0].role", equalTo("assistant"))
                .body("output[0].status", equalTo("completed"))
                .body("output[0].content[0].type", equalTo("output_text"))
                .body("output[0].content[0].text", startsWith("I am tidepool-offline"))
                .body("output[0].content[0].annotations", hasSize(0))
                .body("usage.input_tokens", equalTo(1))
                .body("usage.output_tokens", greaterThan(10))
                .body("store", equalTo(false));
    }

    @Test
    void streamsTheEventsInOrder() {
        Map<String, Object> body = asking("hello");
        body.put("stream", true);
        Response streamed = respond(body);
        assertThat(streamed.contentType()).startsWith("text/event-stream");
        Events events = Events.of(streamed.asString());
        assertThat(events.types())
                .startsWith(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta")
                .endsWith(
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        String text = events.text("response.output_text.delta", "delta");
        assertThat(events.first("response.output_text.done").getString("text")).isEqualTo(text);
        assertThat(events.response()
                        .getJsonArray("output")
                        .getJsonObject(0)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getString("text"))
                .isEqualTo(text);
        assertThat(events.response().getJsonObject("usage").getInteger("total_tokens"))
                .isPositive();
        assertThat(events.first("response.created").getJsonObject("response").getString("status"))
                .isEqualTo("in_progress");
    }

    @Test
    void isIncompleteAtTheTokenLimit() {
        Map<String, Object> body = asking("hello");
        body.put("max_output_tokens", 3);
        respond(body)
                .then()
                .body("status", equalTo("incomplete"))
                .body("incomplete_details.reason", equalTo("max_output_tokens"))
                .body("output[0].status", equalTo("incomplete"));
        body.put("stream", true);
        assertThat(Events.of(respond(body).asString()).types()).endsWith("response.incomplete");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEarlierResponseInASessionBringsItsContext(boolean streamed) {
        String session = api.createSession();
        Map<String, Object> body = asking("My harbour is called Ebbwater.");
        body.put("metadata", Map.of("session_id", session));
        String first = respond(body).then().statusCode(200).extract().path("id");
        Map<String, Object> next = asking("How is my harbour called?");
        next.put("previous_response_id", first);
        next.put("stream", streamed);
        assertThat(respond(next).asString()).contains("My harbour is called Ebbwater.");
        api.messages(session).then().body("items.role", contains("user", "assistant", "user", "assistant"));
    }

    @Test
    void refusesAnEarlierResponseOfWhichNothingIsKept() {
        String first = respond(asking("hello")).then().extract().path("id");
        Map<String, Object> next = asking("and?");
        next.put("previous_response_id", first);
        respond(next)
                .then()
                .statusCode(400)
                .body("error.param", equalTo("previous_response_id"))
                .body("error.message", containsString("X-Session-Id"));
        next.put("previous_response_id", "resp_1");
        respond(next).then().statusCode(400).body("error.param", equalTo("previous_response_id"));
    }

    @Test
    void anotherOrganizationsResponseIsNotFound() {
        Map<String, Object> body = asking("hello");
        body.put("metadata", Map.of("session_id", api.createSession()));
        String foreign = respond(body).then().extract().path("id");
        Map<String, Object> next = asking("and?");
        next.put("previous_response_id", foreign);
        Api.ofNewOrganization()
                .request()
                .body(next)
                .post("/v1/responses")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("session_not_found"));
    }

    @Test
    void refusesInOpenAisShape() {
        Map<String, Object> unknown = asking("hello");
        unknown.put("model", "none");
        respond(unknown)
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("model_not_found"));
        respond(Map.of("model", MODEL)).then().statusCode(400).body("error.param", equalTo("input"));
        api.request()
                .body("{")
                .post("/v1/responses")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("malformed_json"));
        RestAssured.given()
                .contentType("application/json")
                .body(asking("hello"))
                .post("/v1/responses")
                .then()
                .statusCode(401)
                .body("error.type", equalTo("authentication_error"));
        RestAssured.given()
                .header("Authorization", TestTokens.bearer(api.organization(), "chat:read"))
                .contentType("application/json")
                .body(asking("hello"))
                .post("/v1/responses")
                .then()
                .statusCode(403);
        Map<String, Object> two = asking("hello");
        two.put("metadata", Map.of("session_id", api.createSession()));
        api.request()
                .header("X-Session-Id", api.createSession())
                .body(two)
                .post("/v1/responses")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("metadata.session_id"));
        Map<String, Object> many = asking("hello");
        many.put("metadata", Map.of("session_id", api.createSession()));
        many.put("input", Collections.nCopies(256, Map.of("role", "user", "content", "x")));
        for (boolean streamed : List.of(false, true)) {
            many.put("stream", streamed);
            respond(many).then().statusCode(400).body("error.param", equalTo("input"));
        }
    }

    private Response respond(Map<String, ?> body) {
        return api.request().body(body).post("/v1/responses");
    }

    private static Map<String, Object> asking(String text) {
        Map<String, Object> body = new HashMap<>();
        body.put("model", MODEL);
        body.put("input", List.of(Map.of("role", "user", "content", text)));
        return body;
    }
}
