package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node, unchanged, against the suite. */
class OpenAiClientEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void chatsStreamsListsAndUnderstandsOurErrors() throws Exception {
        JsonNode seen = new ObjectMapper().readTree(NodeClients.run(suite, "openai.mjs", Map.of()));
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
    }
}
