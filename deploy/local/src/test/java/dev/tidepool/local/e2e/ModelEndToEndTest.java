package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider of models behind the whole suite. */
class ModelEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void aRequestReachesTheProviderByteForByteAndItsAnswerComesBack() {
        String request =
                "{ \"model\" : \"stand-in\", \"x_new\":{\"b\":[1,null],\"a\":1.50},\n \"seed\":12345678901234567890,"
                        + " \"stop\":[\"\\u0041\"], \"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\"}},"
                        + " \"messages\":[{\"role\":\"developer\",\"content\":\"d\"},{\"role\":\"user\",\"content\":\"hi\"}] }";
        Answer answer = suite.owner().post("/v1/chat/completions", request).expect(200);
        assertThat(answer.text("choices.0.message.content")).isEqualTo("Aye.");
        assertThat(suite.provider().requests()).contains(request);
        assertThat(suite.owner().get("/v1/models/stand-in-tools").expect(200).text("id"))
                .isEqualTo("stand-in-tools");
    }

    @Test
    void theProvidersLimitIsToldWithItsTime() {
        Answer busy = suite.owner()
                .post(
                        "/v1/chat/completions",
                        "{\"model\":\"stand-in-busy\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .expect(429);
        assertThat(busy.header("Retry-After")).contains("17");
        assertThat(busy.text("error.code")).isEqualTo("model_rate_limited");
    }

    @Test
    void aClientThatLeavesEndsTheProvidersWork() throws Exception {
        String request =
                "{\"model\":\"stand-in-endless\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (InputStream stream = suite.owner().stream("/v1/chat/completions", request, Map.of())) {
            assertThat(stream.read()).isNotNegative();
        }
        assertThat(suite.provider().awaitLeft()).isTrue();
    }

    @Test
    void aSilentStreamIsKeptAlive() throws Exception {
        String request =
                "{\"model\":\"stand-in-slow\",\"stream\":true,\"%s\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (String[] call : new String[][] {{"/v1/chat/completions", "messages"}, {"/v1/responses", "input"}}) {
            try (InputStream stream = suite.owner().stream(call[0], request.formatted(call[1]), Map.of())) {
                String all = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(all)
                        .contains("\n\n: keep-alive\n\n")
                        .contains("Wait. ")
                        .contains("Aye.");
            }
        }
    }

    @Test
    void aResponseInASessionIsFoundByTheNext() {
        Api agent = suite.freshAgent("harbour").api();
        String session = agent.post("/v1/sessions", "{}").expect(201).text("id");
        String first = agent.post(
                        "/v1/responses",
                        "{\"model\":\"tidepool-offline\",\"input\":\"My harbour is called Ebbwater.\"}",
                        Map.of("X-Session-Id", session))
                .expect(200)
                .text("id");
        Answer next = agent.post(
                        "/v1/responses",
                        "{\"model\":\"tidepool-offline\",\"input\":\"How is my harbour called?\",\"previous_response_id\":\"%s\"}"
                                .formatted(first))
                .expect(200);
        assertThat(next.body()).contains("My harbour is called Ebbwater.");
    }
}
