package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void aStreamedChatIsStoredInItsSession() throws Exception {
        String id = suite.owner().post("/v1/sessions", "{}").expect(201).text("id");
        String request = """
                {"model":"tidepool-offline","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"user","content":"The tide is high. What is high?"}]}""";
        List<String> frames;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                suite.owner().stream("/v1/chat/completions", request, Map.of("X-Session-Id", id)),
                StandardCharsets.UTF_8))) {
            frames = reader.lines().filter(line -> line.startsWith("data: ")).toList();
        }
        assertThat(frames).hasSizeGreaterThan(3);
        assertThat(frames.getFirst()).contains("\"role\":\"assistant\"");
        assertThat(frames.getLast()).isEqualTo("data: [DONE]");
        assertThat(frames).anyMatch(frame -> frame.contains("\"usage\":{"));
        Answer history = suite.owner().get("/v1/sessions/" + id + "/messages").expect(200);
        assertThat(history.body()).contains("What is high?").contains("assistant");
    }

    @Test
    void aSkillCommandIsReallyRun() {
        Answer answer = suite.owner().post("/v1/chat/completions", """
                        {"model":"tidepool-offline",
                         "messages":[{"role":"user","content":"/skill word-count one two three"}]}""").expect(200);
        assertThat(answer.text("choices.0.message.content")).contains("3");
    }

    @Test
    void anUnknownModelIsAnOpenAiError() {
        Answer answer = suite.owner()
                .post(
                        "/v1/chat/completions",
                        "{\"model\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.text("error.message")).contains("none");
    }
}
