package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.process.Programs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Model Context Protocol's own client for Node, unchanged, against the suite. */
class McpEndToEndTest {

    private static final List<String> TOOLS = List.of(
            "session_create", "message_append", "skill_execute", "browser_snapshot", "canvas_apply", "canvas_snapshot");

    private final Running suite = Running.suite();

    @Test
    void listsAndCallsToolsAndUnderstandsOurRefusals() throws Exception {
        String reader = suite.owner()
                .post("/v1/api-keys", "{\"name\":\"mcp reader\",\"scopes\":[\"sessions:read\"]}")
                .expect(201)
                .text("apiKey");
        boolean chromium =
                "true".equals(System.getenv("CI")) || Programs.find("chromium").isPresent();
        Map<String, String> variables = new HashMap<>(Map.of("READER_KEY", reader));
        for (String name : List.of("TIDEPOOL_URL", "TIDEPOOL_API_KEY", "TIDEPOOL_API_KEY_OPEN_SOURCE")) {
            variables.put(name, suite.variable(name));
        }
        if (chromium) {
            variables.put("SITE_URL", suite.site().url());
        }
        JsonNode seen = NodeScript.run("mcp/mcp.mjs", variables);
        requireTools(seen);
        requireSessions(seen);
        requireSkillsAndCanvas(seen);
        requireRefusals(seen);
        requireStreamAndEnd(seen);
        if (chromium) {
            requireBrowser(seen.path("browser"));
        }
    }

    private static void requireTools(JsonNode seen) {
        assertThat(seen.at("/server/name").asText()).isEqualTo("tidepool");
        assertThat(seen.path("tools").findValuesAsText("name")).containsAll(TOOLS);
        assertThat(seen.path("tools")).allSatisfy(tool -> {
            assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object");
            assertThat(tool.path("description").asText()).isNotBlank();
        });
    }

    private static void requireSessions(JsonNode seen) {
        assertThat(seen.at("/appended/data/sequence").asInt()).isOne();
        assertThat(seen.at("/history/data/items/0/content").asText()).isEqualTo("The tide is high.");
        assertThat(seen.at("/listed/data/items/0/label").asText()).isEqualTo("by mcp");
        assertThat(seen.at("/unknown/text").asText()).contains("SESSION_NOT_FOUND");
        assertThat(seen.at("/missing/text").asText()).contains("INVALID_FIELD").contains("\"field\":\"role\"");
        assertThat(seen.at("/closed/data/status").asText()).isEqualTo("closed");
    }

    private static void requireSkillsAndCanvas(JsonNode seen) {
        assertThat(seen.at("/described/data/kind").asText()).isEqualTo("native");
        assertThat(seen.at("/executed/data/status").asText()).isEqualTo("completed");
        assertThat(seen.at("/executed/data/output/text").asText()).contains("Words: 3");
        assertThat(seen.at("/drawn/data/version").asInt()).isOne();
        assertThat(seen.at("/canvas/data/messages")).hasSize(2);
        assertThat(seen.at("/misdrawn/text").asText())
                .contains("VALIDATION_FAILED")
                .contains("\"line\":1");
    }

    private static void requireRefusals(JsonNode seen) {
        assertThat(seen.path("foreign"))
                .hasSize(5)
                .allSatisfy(text -> assertThat(text.asText()).contains("SESSION_NOT_FOUND"));
        assertThat(seen.at("/read/error").asBoolean()).isFalse();
        assertThat(seen.at("/forbidden/text").asText()).contains("FORBIDDEN").contains("sessions:write");
        assertThat(seen.at("/forbiddenSkill/text").asText())
                .contains("FORBIDDEN")
                .contains("skills:write");
        assertThat(seen.path("stolen"))
                .allSatisfy(status -> assertThat(status.asInt()).isEqualTo(404));
        assertThat(seen.path("strangePage").asInt()).isEqualTo(403);
        assertThat(seen.path("badKey").asText()).contains("401");
        assertThat(seen.path("noKey").asText()).contains("401");
    }

    private static void requireStreamAndEnd(JsonNode seen) {
        assertThat(seen.at("/stream/status").asInt()).isEqualTo(200);
        assertThat(seen.at("/stream/type").asText()).startsWith("text/event-stream");
        assertThat(seen.at("/stream/first").asText()).startsWith(":");
        assertThat(seen.path("ended").asInt()).isEqualTo(404);
    }

    private static void requireBrowser(JsonNode browser) {
        assertThat(browser.at("/opened/data/title").asText()).isEqualTo("Harbour");
        assertThat(browser.at("/snapshot/text").asText())
                .contains("The harbour")
                .contains("<<<UNTRUSTED source=\"web page\"");
        assertThat(browser.at("/typed/data/url").asText()).endsWith("/tide?day=monday");
        assertThat(browser.path("picture").asText()).isEqualTo("image");
        assertThat(browser.at("/refused/text").asText()).contains("ADDRESS_REFUSED");
        assertThat(browser.at("/closed/error").asBoolean()).isFalse();
    }
}
