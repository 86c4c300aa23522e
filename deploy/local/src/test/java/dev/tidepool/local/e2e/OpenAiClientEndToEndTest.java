package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node, unchanged, against the suite. */
class OpenAiClientEndToEndTest {

    private static final Path CLIENTS = Path.of("src/test/node").toAbsolutePath();

    private final Running suite = Running.suite();

    @Test
    void chatsStreamsListsAndUnderstandsOurErrors() throws Exception {
        if (!Files.isDirectory(CLIENTS.resolve("node_modules"))) {
            run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
        JsonNode seen = new ObjectMapper().readTree(run(List.of("node", "openai.mjs")));
        requireChats(seen);
        requireResponses(seen);
        requireToolsInSessions(seen);
    }

    private static void requireToolsInSessions(JsonNode seen) {
        assertThat(seen.path("slow").asText()).isEqualTo("Wait. Aye.");
        assertThat(seen.path("slowResponse").asText()).isEqualTo("Wait. Aye.");
        assertThat(seen.path("afterTool").asText()).isEqualTo("Aye.");
        assertThat(seen.path("afterCall").asText()).isEqualTo("Aye.");
        String turn =
                "[[\"user\",\"The tide?\"],[\"assistant\",\"{\\\"at\\\":6}\"],[\"tool\",\"call_1\"],[\"assistant\",\"Aye.\"]]";
        assertThat(seen.path("remembered").toString()).isEqualTo("[" + turn + "," + turn + "]");
    }

    private static void requireChats(JsonNode seen) {
        assertThat(seen.at("/called/0/function/arguments").asText()).isEqualTo("{\"at\":6}");
        assertThat(seen.path("plain").asText()).contains("six");
        assertThat(seen.path("streamed").asText()).isEqualTo(seen.path("plain").asText());
        assertThat(seen.path("chunks").asInt()).isGreaterThan(3);
        assertThat(seen.at("/usage/completion_tokens").asInt()).isPositive();
        assertThat(seen.at("/usage/total_tokens").asInt())
                .isEqualTo(seen.at("/usage/prompt_tokens").asInt()
                        + seen.at("/usage/completion_tokens").asInt());
        assertThat(seen.path("models").toString()).contains("tidepool-offline");
        assertThat(seen.at("/failures/badKey/kind").asText()).isEqualTo("AuthenticationError");
        assertThat(seen.at("/failures/noMessages/kind").asText()).isEqualTo("BadRequestError");
        assertThat(seen.at("/failures/unknownModel/kind").asText()).isIn("NotFoundError", "BadRequestError");
        assertThat(seen.at("/failures/unknownModel/message").asText()).contains("none");
        assertThat(seen.at("/failures/badKey/param").isNull()).isTrue();
        assertThat(seen.at("/failures/noMessages/param").asText()).isEqualTo("messages");
    }

    private static void requireResponses(JsonNode seen) {
        assertThat(seen.at("/response/text").asText()).contains("six");
        assertThat(seen.at("/response/id").asText()).startsWith("resp_");
        assertThat(seen.at("/response/usage/output_tokens").asInt()).isPositive();
        assertThat(seen.at("/responded/status").asText()).isEqualTo("completed");
        assertThat(seen.at("/responded/text").asText()).contains("six");
        assertThat(seen.path("events").toString())
                .startsWith("[\"response.created\",\"response.in_progress\",\"response.output_item.added\"")
                .endsWith("\"response.output_item.done\",\"response.completed\"]");
        assertThat(seen.at("/functionCall/name").asText()).isEqualTo("tide");
        assertThat(seen.at("/functionCall/arguments").asText()).isEqualTo("{\"at\":6}");
        assertThat(seen.at("/cut/status").asText()).isEqualTo("incomplete");
        assertThat(seen.at("/cut/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(seen.at("/failures/unknownResponseModel/kind").asText()).isEqualTo("BadRequestError");
        assertThat(seen.at("/failures/busy/kind").asText()).isEqualTo("RateLimitError");
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(CLIENTS.toFile());
        builder.environment().put("TIDEPOOL_URL", suite.variable("TIDEPOOL_URL"));
        builder.environment().put("TIDEPOOL_API_KEY", suite.variable("TIDEPOOL_API_KEY"));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
