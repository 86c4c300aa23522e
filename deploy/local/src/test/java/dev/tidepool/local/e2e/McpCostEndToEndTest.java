package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls of tools count as against the limits, and what is left of the protocol while Redis is away. */
class McpCostEndToEndTest {

    private static final int LIMIT = 20;

    /** The route that does what a tool does. */
    private static final Map<String, String> ROUTES = Map.ofEntries(
            entry("session_create", "post /v1/sessions"),
            entry("session_list", "get /v1/sessions"),
            entry("session_get", "get /v1/sessions/{id}"),
            entry("session_close", "post /v1/sessions/{id}/close"),
            entry("message_append", "post /v1/sessions/{id}/messages"),
            entry("message_history", "get /v1/sessions/{id}/messages"),
            entry("skill_list", "get /v1/skills"),
            entry("skill_describe", "get /v1/skills/{name}"),
            entry("skill_execute", "post /v1/skills/{name}/execute"),
            entry("browser_open", "post /v1/sessions/{id}/browser"),
            entry("browser_navigate", "post /v1/sessions/{id}/browser/navigate"),
            entry("browser_snapshot", "get /v1/sessions/{id}/browser/snapshot"),
            entry("browser_act", "post /v1/sessions/{id}/browser/act"),
            entry("browser_screenshot", "get /v1/sessions/{id}/browser/screenshot"),
            entry("browser_close", "delete /v1/sessions/{id}/browser"),
            entry("canvas_apply", "post /v1/sessions/{id}/canvas"),
            entry("canvas_snapshot", "get /v1/sessions/{id}/canvas"));

    private final Running suite = Running.suite();
    private final List<String> keys = new ArrayList<>();

    @AfterEach
    void revoke() {
        keys.forEach(id -> suite.owner().delete("/v1/api-keys/" + id).expect(204));
    }

    @Test
    void aToolCountsAsItsRouteDoes() {
        List<String> tools = McpClient.begin(freshKey()).tools();
        Map<String, Integer> charged = new TreeMap<>();
        tools.forEach(tool -> charged.put(tool, costOf(client -> client.call(tool, "{}"))));
        JsonNode paths =
                suite.anonymous().get("/api/openapi.json").expect(200).json().path("paths");
        Map<String, Integer> wanted = tools.stream().collect(Collectors.toMap(tool -> tool, tool -> cost(paths, tool)));
        assertThat(charged).isEqualTo(wanted).containsEntry("skill_execute", 5).containsEntry("session_list", 1);
    }

    private static int cost(JsonNode paths, String tool) {
        assertThat(ROUTES).containsKey(tool);
        String[] route = ROUTES.get(tool).split(" ", 2);
        JsonNode operation = paths.path(route[1]).path(route[0]);
        assertThat(operation.has("x-request-cost")).as(tool).isTrue();
        return operation.path("x-request-cost").asInt();
    }

    @Test
    void whatCannotBeSeenInTimeIsDear() {
        assertThat(costOf(client -> client.call("session_list", "{}"))).isEqualTo(1);
        assertThat(costOf(client -> client.requestInChunks("tools/list", "{}"))).isEqualTo(5);
        String twice = "{\"name\":\"session_list\",\"arguments\":{},\"name\":\"skill_execute\"}";
        assertThat(costOf(client -> client.request("tools/call", twice))).isEqualTo(5);
        String longText = "{\"label\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(costOf(client -> client.call("session_list", longText))).isEqualTo(5);
    }

    @Test
    void aDearToolIsRefusedBeforeItDoesAnything() {
        McpClient client = McpClient.begin(freshKey(8));
        client.call("skill_execute", "{\"name\":\"word-count\"}").expect(200);
        Answer refused =
                client.call("skill_execute", "{\"name\":\"word-count\"}").expectProblem(429, "RATE_LIMITED");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(client.call("session_list", "{}").expect(200).header("X-RateLimit-Remaining"))
                .contains("1");
    }

    /** Sessions are presumed open, and nothing says that one has ended when that could not be written down. */
    @Test
    void withoutRedisToolsAreCalledAndNoSessionEnds() {
        Api key = freshKey();
        McpClient client = McpClient.begin(key);
        suite.freezeRedis();
        try {
            String session = client.call("session_create", "{\"label\":\"frozen\"}")
                    .expect(200)
                    .text("result.structuredContent.id");
            assertThat(session).isNotBlank();
            assertThat(client.call("session_get", "{\"sessionId\":\"" + session + "\"}")
                            .expect(200)
                            .text("result.structuredContent.label"))
                    .isEqualTo("frozen");
            Answer refused = client.end().expectProblem(503, "UNAVAILABLE");
            assertThat(refused.header("Retry-After")).isPresent();
            McpClient.begin(key);
        } finally {
            suite.thawRedis();
        }
        McpClient after = McpClient.begin(key);
        after.end().expect(204);
        after.call("session_list", "{}").expectProblem(404, "MCP_SESSION_NOT_FOUND");
    }

    /** Of a key that has done nothing yet but begin a session. */
    private int costOf(Function<McpClient, Answer> call) {
        McpClient client = McpClient.begin(freshKey());
        return LIMIT
                - 1
                - Integer.parseInt(
                        call.apply(client).header("X-RateLimit-Remaining").orElseThrow());
    }

    private Api freshKey() {
        return freshKey(LIMIT);
    }

    private Api freshKey(int limit) {
        Answer made = suite.owner().post("/v1/api-keys", """
                        {"name":"mcp cost","rateLimitPerMinute":%d,
                         "scopes":["sessions:read","sessions:write","skills:read","skills:write"]}""".formatted(limit)).expect(201);
        keys.add(made.text("id"));
        return suite.as(made.text("apiKey"));
    }
}
