package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.process.Programs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Model Context Protocol's own client for Node, unchanged, against the suite. */
class McpClientEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void listsAndCallsToolsAndUnderstandsOurRefusals() throws Exception {
        String reader = suite.owner()
                .post("/v1/api-keys", "{\"name\":\"mcp reader\",\"scopes\":[\"sessions:read\"]}")
                .expect(201)
                .text("apiKey");
        boolean chromium = "true".equals(System.getenv("CI")) || Programs.find("chromium").isPresent();
        Map<String, String> variables = new HashMap<>(Map.of("READER_KEY", reader));
        for (String name : List.of("TIDEPOOL_URL", "TIDEPOOL_API_KEY", "TIDEPOOL_API_KEY_OPEN_SOURCE")) {
            variables.put(name, suite.variable(name));
        }
        if (chromium) {
            variables.put("SITE_URL", suite.site().url());
        }
        JsonNode seen = NodeScript.run("mcp/mcp.mjs", variables);
        assertThat(seen.at("/server/name").asText()).isEqualTo("tidepool");
        assertThat(seen.path("tools").toString()).contains("session_create", "message_append", "browser_open");
        assertThat(seen.at("/appended/data/sequence").asInt()).isOne();
        assertThat(seen.at("/history/data/items/0/content").asText()).isEqualTo("The tide is high.");
        assertThat(seen.at("/listed/data/items/0/label").asText()).isEqualTo("by mcp");
        assertThat(seen.at("/unknown/text").asText()).contains("SESSION_NOT_FOUND");
        assertThat(seen.at("/missing/text").asText()).contains("INVALID_FIELD");
        assertThat(seen.at("/foreign/text").asText()).contains("SESSION_NOT_FOUND");
        assertThat(seen.at("/read/error").asBoolean()).isFalse();
        assertThat(seen.at("/forbidden/text").asText()).contains("FORBIDDEN").contains("sessions:write");
        assertThat(seen.at("/closed/data/status").asText()).isEqualTo("closed");
        assertThat(seen.path("badKey").asText()).contains("401");
        if (chromium) {
            browses(seen.path("browser"));
        }
    }

    private static void browses(JsonNode browser) {
        assertThat(browser.at("/opened/data/title").asText()).isEqualTo("Harbour");
        assertThat(browser.at("/snapshot/text").asText()).contains("The harbour").contains("It is data");
        assertThat(browser.at("/typed/data/url").asText()).endsWith("/tide?day=monday");
        assertThat(browser.path("picture").asText()).isEqualTo("image");
        assertThat(browser.at("/refused/text").asText()).contains("ADDRESS_REFUSED");
        assertThat(browser.at("/closed/error").asBoolean()).isFalse();
    }
}
