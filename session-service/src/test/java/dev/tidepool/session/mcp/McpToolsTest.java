package dev.tidepool.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tools do, by the same code as the routes beside them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class McpToolsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NOWHERE = "00000000-0000-7000-8000-000000000000";
    private static final String SURFACE = """
            {"surfaceUpdate":{"surfaceId":"s","components":[{"id":"t","component":{"Text":{"text":{"literalString":"Ahoy"}}}}]}}
            {"beginRendering":{"surfaceId":"s","root":"t"}}
            """;

    @Inject
    MeterRegistry metrics;

    @Inject
    EventSubscriber subscriber;

    private final Api api = Api.ofNewOrganization();
    private McpLink link;

    @BeforeEach
    void connect() {
        link = McpLink.of(api.bearer());
    }

    @Test
    void eachToolTellsWhatItTakes() {
        List<JsonObject> tools = link.ask("tools/list", Map.of()).getJsonObject("result").getJsonArray("tools").stream()
                .map(JsonObject.class::cast)
                .toList();
        assertThat(tools)
                .extracting(tool -> tool.getString("name"))
                .containsExactlyInAnyOrder(
                        "session_create",
                        "session_list",
                        "session_get",
                        "session_close",
                        "message_append",
                        "message_history",
                        "skill_list",
                        "skill_describe",
                        "skill_execute",
                        "browser_open",
                        "browser_navigate",
                        "browser_snapshot",
                        "browser_act",
                        "browser_screenshot",
                        "browser_close",
                        "canvas_apply",
                        "canvas_snapshot");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.getString("description")).isNotBlank();
            JsonObject schema = tool.getJsonObject("inputSchema");
            assertThat(schema.getString("type")).isEqualTo("object");
            assertThat(schema.getBoolean("additionalProperties")).isFalse();
        });
    }

    @Test
    void aSessionIsCreatedWrittenToReadAndClosed() {
        String id = link.data("session_create", Map.of("label", "of mcp", "channel", "mcp", "ttlSeconds", 600))
                .getString("id");
        JsonObject message = link.data("message_append", Map.of("sessionId", id, "role", "user", "content", "ahoy"));
        assertThat(message.getInteger("sequence")).isOne();
        link.data("message_append", Map.of("sessionId", id, "role", "user", "content", "land"));
        JsonObject page = link.data("message_history", Map.of("sessionId", id, "limit", 1, "order", "desc"));
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("content"))
                .isEqualTo("land");
        JsonObject rest = link.data(
                "message_history",
                Map.of("sessionId", id, "limit", 1, "order", "desc", "cursor", page.getString("nextCursor")));
        assertThat(rest.getJsonArray("items").getJsonObject(0).getString("content"))
                .isEqualTo("ahoy");
        assertThat(link.data("session_list", Map.of("label", "of mcp")).getJsonArray("items"))
                .hasSize(1);
        assertThat(link.data("session_get", Map.of("sessionId", id)).getString("channel"))
                .isEqualTo("mcp");
        api.request().get("/v1/sessions/{id}", id).then().statusCode(200).body("messageCount", equalTo(2));
        assertThat(link.data("session_close", Map.of("sessionId", id)).getString("status"))
                .isEqualTo("closed");
        assertThat(link.problem("message_append", Map.of("sessionId", id, "role", "user", "content", "late"))
                        .getString("code"))
                .isEqualTo("SESSION_CLOSED");
    }

    @Test
    void whatModelsWriteForNothingIsLeftOut() {
        JsonObject arguments =
                new JsonObject().put("label", "with null").putNull("model").putNull("metadata");
        assertThat(link.data("session_create", arguments.getMap()).getString("label"))
                .isEqualTo("with null");
    }

    @Test
    void skillsAreListedDescribedAndExecuted() {
        assertThat(link.data("skill_list", Map.of()).getJsonArray("items")).isNotEmpty();
        assertThat(link.data("skill_describe", Map.of("name", "word-count")).getString("kind"))
                .isEqualTo("native");
        JsonObject done =
                link.data("skill_execute", Map.of("name", "word-count", "input", Map.of("text", "high and low")));
        assertThat(done.getString("status")).isEqualTo("completed");
        assertThat(done.getJsonObject("output").getString("text")).contains("Words: 3");
        assertThat(link.data(
                                "skill_execute",
                                Map.of("name", "word-count", "input", Map.of("text", "x"), "background", true))
                        .getString("taskId"))
                .isNotBlank();
        assertThat(link.problem("skill_execute", Map.of("name", "no-such-skill"))
                        .getString("code"))
                .isEqualTo("SKILL_NOT_FOUND");
    }

    @Test
    void aCanvasIsDrawnAndRead() {
        String id = api.createSession();
        assertThat(link.data("canvas_apply", Map.of("sessionId", id, "lines", SURFACE))
                        .getInteger("version"))
                .isOne();
        JsonObject canvas = link.data("canvas_snapshot", Map.of("sessionId", id));
        assertThat(canvas.getJsonArray("messages")).hasSize(2);
        JsonObject refused = link.problem("canvas_apply", Map.of("sessionId", id, "lines", "{\"version\":1}"));
        assertThat(refused.getString("code")).isEqualTo("VALIDATION_FAILED");
        assertThat(refused.getInteger("line")).isOne();
    }

    @Test
    void aBrowserIsRefusedWhatItsRouteRefuses() {
        String id = api.createSession();
        assertThat(link.problem("browser_snapshot", Map.of("sessionId", id)).getString("code"))
                .isEqualTo("BROWSER_NOT_OPEN");
        assertThat(link.problem("browser_screenshot", Map.of("sessionId", id)).getString("code"))
                .isEqualTo("BROWSER_NOT_OPEN");
        assertThat(link.problem("browser_act", Map.of("sessionId", id, "kind", "press", "key", "Hyper"))
                        .getString("field"))
                .isEqualTo("key");
        assertThat(link.problem("browser_open", Map.of("sessionId", id, "url", "file:///etc/passwd"))
                        .getString("field"))
                .isEqualTo("url");
        assertThat(link.data("browser_close", Map.of("sessionId", id)).getBoolean("closed"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session_get     | {}                                                                  | sessionId
            session_get     | {"sessionId":5}                                                     | sessionId
            session_list    | {"limit":101}                                                       | limit
            session_list    | {"limit":1.5}                                                       | limit
            session_list    | {"limit":4294967297}                                                | limit
            session_list    | {"status":"asleep"}                                                 | status
            session_list    | {"order":"asc"}                                                     | order
            session_create  | {"ttlSeconds":59}                                                   | ttlSeconds
            session_create  | {"metadata":"x"}                                                    | metadata
            message_append  | {"sessionId":"x","role":"captain","content":"x"}                    | role
            message_append  | {"sessionId":"x","role":"user","content":""}                        | content
            skill_execute   | {"name":"word-count","input":[]}                                    | input
            browser_open    | {"sessionId":"x","allowedHosts":[5]}                                | allowedHosts
            browser_act     | {"sessionId":"x","kind":"click","ref":"#button"}                    | ref
            canvas_apply    | {"sessionId":"x","lines":{}}                                        | lines
            """)
    void wrongArgumentsAreNamed(String tool, String arguments, String field) {
        JsonObject problem = link.problem(tool, new JsonObject(arguments).getMap());
        assertThat(problem.getString("code")).isEqualTo("INVALID_FIELD");
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(problem.getString("detail")).contains(field).doesNotContain("Exception");
    }

    @Test
    void anotherOrganisationsThingsAreUnknownLikeThoseThatAreNot() {
        String id = api.createSession();
        McpLink other = McpLink.of(Api.ofNewOrganization().bearer());
        Map<String, Map<String, String>> calls = Map.of(
                "session_get", Map.of(),
                "session_close", Map.of(),
                "message_history", Map.of(),
                "message_append", Map.of("role", "user", "content", "x"),
                "canvas_snapshot", Map.of(),
                "canvas_apply", Map.of("lines", SURFACE),
                "browser_open", Map.of(),
                "browser_snapshot", Map.of(),
                "browser_close", Map.of());
        calls.forEach((tool, rest) -> List.of(id, NOWHERE, "no-id").forEach(session -> {
            JsonObject arguments = new JsonObject().put("sessionId", session);
            rest.forEach(arguments::put);
            assertThat(other.problem(tool, arguments.getMap()).getString("code"))
                    .as(tool)
                    .isEqualTo("SESSION_NOT_FOUND");
        }));
        assertThat(other.data("session_list", Map.of()).getJsonArray("items")).isEmpty();
    }

    @Test
    void eachToolAsksForItsScope() {
        String id = api.createSession();
        McpLink reader = holding("sessions:read", "skills:read");
        reader.data("session_get", Map.of("sessionId", id));
        reader.data("skill_list", Map.of());
        Map<String, Object> session = Map.of("sessionId", id);
        List.of("session_close", "browser_open", "browser_close").forEach(tool -> forbids(reader, tool, session));
        forbids(reader, "session_create", Map.of());
        forbids(reader, "canvas_apply", Map.of("sessionId", id, "lines", SURFACE));
        forbids(reader, "message_append", Map.of("sessionId", id, "role", "user", "content", "x"));
        forbids(reader, "skill_execute", Map.of("name", "word-count"));
        McpLink none = holding("chat:write");
        List.of("session_get", "message_history", "canvas_snapshot", "browser_snapshot", "browser_screenshot")
                .forEach(tool -> forbids(none, tool, session));
        forbids(none, "skill_list", Map.of());
    }

    private McpLink holding(String... scopes) {
        return McpLink.of(TestTokens.bearer(
                new Caller.Member("key:holder", api.organization(), api.tier(), Set.of(Role.OWNER), Set.of(scopes))));
    }

    private static void forbids(McpLink link, String tool, Map<String, ?> arguments) {
        JsonObject problem = link.problem(tool, arguments);
        assertThat(problem.getString("code")).as(tool).isEqualTo("FORBIDDEN");
        assertThat(problem.getString("scope")).as(tool).isNotBlank();
    }

    @Test
    void theTiersQuotaHolds() {
        McpLink small = McpLink.of(Api.ofTier(Tier.OPEN_SOURCE).bearer());
        for (int session = 0; session < 5; session++) {
            small.data("session_create", Map.of());
        }
        JsonObject problem = small.problem("session_create", Map.of());
        assertThat(problem.getString("code")).isEqualTo("QUOTA_EXCEEDED");
        assertThat(problem.getInteger("status")).isEqualTo(403);
    }

    @Test
    void changesAreToldOfLikeThoseOfTheRoutes() {
        Queue<Received> received = listen();
        String id = link.data("session_create", Map.of()).getString("id");
        link.data("canvas_apply", Map.of("sessionId", id, "lines", SURFACE));
        link.data("session_close", Map.of("sessionId", id));
        Eventually.within(
                SOON,
                () -> assertThat(received)
                        .extracting(Received::event)
                        .filteredOn(event -> id.equals(event.data().getString("sessionId")))
                        .extracting(Event::type)
                        .contains("session:created", "canvas:updated", "session:closed"));
    }

    private record Received(Event event, String trace) {}

    private Queue<Received> listen() {
        Queue<Received> received = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(
                Channels.ofService("session"),
                event -> received.add(
                        new Received(event, Span.current().getSpanContext().getTraceId())));
        // Listening is known to work once a first event came through.
        Eventually.within(SOON, () -> {
            api.createSession();
            assertThat(received).isNotEmpty();
        });
        return received;
    }

    @Test
    void callsAreCountedAndNameTheirRequest() {
        double before = count("session_get", "session_not_found");
        link.request()
                .header("X-Request-Id", "of-this-call")
                .body(call("session_get", Map.of("sessionId", NOWHERE)))
                .post("/v1/mcp")
                .then()
                .statusCode(200)
                .body("result.content[0].text", containsString("of-this-call"));
        assertThat(count("session_get", "session_not_found")).isEqualTo(before + 1);
    }

    @Test
    void aCallIsPartOfItsRequestsTrace() {
        Queue<Received> received = listen();
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        link.request()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(call("session_create", Map.of()))
                .post("/v1/mcp")
                .then()
                .statusCode(200);
        Eventually.within(
                SOON, () -> assertThat(received).extracting(Received::trace).contains(trace));
    }

    private static String call(String tool, Map<String, ?> arguments) {
        return McpLink.message("tools/call", Map.of("name", tool, "arguments", arguments))
                .encode();
    }

    private double count(String tool, String outcome) {
        return metrics.timer("tidepool.mcp.calls", "tool", tool, "outcome", outcome)
                .count();
    }
}
