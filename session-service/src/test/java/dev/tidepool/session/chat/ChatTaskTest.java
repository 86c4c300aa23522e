package dev.tidepool.session.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chats in the background. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class ChatTaskTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Api api = Api.ofNewOrganization();

    @Test
    void saysItsPromptsOneAfterTheOther() {
        String session = api.createSession();
        String id = create(session, Map.of("prompts", List.of("The tide is high.", "What is high?")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        JsonPath task = awaitStatus(id, "succeeded");
        JsonPath messages = api.messages(session).jsonPath();
        assertThat(messages.getList("items.role")).containsExactly("user", "assistant", "user", "assistant");
        assertThat(task.getList("result.answers.messageId"))
                .containsExactly(messages.getString("items[1].id"), messages.getString("items[3].id"));
        assertThat(task.getString("result.reply"))
                .isEqualTo(messages.getString("items[3].content"))
                .contains("The tide is high");
    }

    @Test
    void goesOnAfterTheTurnsThatALostInstanceStored() {
        String session = api.createSession();
        String id = api.request()
                .body(Map.of(
                        "kind",
                        "chat",
                        "sessionId",
                        session,
                        "input",
                        Map.of("prompts", List.of("first", "second")),
                        "runAt",
                        Instant.now().plus(Duration.ofHours(1)).toString()))
                .post("/v1/tasks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Database.run("""
                UPDATE session.tasks SET status = 'running', worker = gen_random_uuid(), attempt = 1,
                    lease_until = now() - interval '1 second',
                    checkpoint = '{"answers":[{"messageId":"of-the-lost-one","sequence":2}],"reply":"x"}'
                WHERE id = '%s'""".formatted(id));
        JsonPath task = awaitStatus(id, "succeeded");
        assertThat(task.getList("result.answers")).hasSize(2);
        assertThat(api.messages(session).jsonPath().getList("items.content", String.class))
                .hasSize(2)
                .first()
                .isEqualTo("second");
    }

    @Test
    void aSessionThatEndedFailsTheTask() {
        String session = api.createSession();
        api.request().post("/v1/sessions/{id}/close", session).then().statusCode(200);
        String id = create(session, Map.of("prompts", List.of("hello")))
                .then()
                .extract()
                .path("id");
        assertThat(awaitStatus(id, "failed").getString("error.code")).isEqualTo("SESSION_CLOSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"prompts\":[]}", "{\"prompts\":\"hello\"}", "{\"prompts\":[1]}", "{\"prompts\":[\" \"]}"
            })
    void refusesWhatIsNoListOfPrompts(String input) {
        api.request()
                .body("{\"kind\":\"chat\",\"sessionId\":\"%s\",\"input\":%s}".formatted(api.createSession(), input))
                .post("/v1/tasks")
                .then()
                .statusCode(400)
                .body("field", equalTo("input.prompts"));
    }

    @Test
    void twentyPromptsAreEnough() {
        String session = api.createSession();
        create(session, Map.of("prompts", Collections.nCopies(21, "hello")))
                .then()
                .statusCode(400);
        String id = create(session, Map.of("prompts", Collections.nCopies(20, "hello")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        awaitStatus(id, "succeeded");
        assertThat(api.messages(session).jsonPath().getList("items")).hasSize(40);
    }

    @Test
    void asksForASession() {
        api.request()
                .body(Map.of("kind", "chat", "input", Map.of("prompts", List.of("hello"))))
                .post("/v1/tasks")
                .then()
                .statusCode(400)
                .body("field", equalTo("sessionId"));
    }

    private Response create(String session, Map<String, ?> input) {
        return api.request()
                .body(Map.of("kind", "chat", "sessionId", session, "input", input))
                .post("/v1/tasks");
    }

    private JsonPath awaitStatus(String id, String status) {
        Eventually.within(SOON, () -> assertThat(read(id).getString("status")).isEqualTo(status));
        return read(id);
    }

    private JsonPath read(String id) {
        return api.request()
                .get("/v1/tasks/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
