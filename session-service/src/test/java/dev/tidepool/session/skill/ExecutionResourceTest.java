package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import dev.tidepool.session.skill.run.SkillFiles;
import dev.tidepool.session.skill.run.SkillJob;
import dev.tidepool.session.skill.run.SkillRunner;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Timeout(180)
class ExecutionResourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    EventSubscriber subscriber;

    @Inject
    RunningExecutions running;

    @Inject
    SkillRunner runner;

    @Inject
    BuiltInSkills builtIn;

    @Inject
    SkillService skills;

    private final Api api = Api.ofNewOrganization();

    @Test
    void aProgramOfTheServiceIsExecuted() {
        execute("word-count", Map.of("input", Map.of("text", "high and low")))
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("kind", equalTo("native"))
                .body("version", nullValue())
                .body("output.text", containsString("Words: 3"))
                .body("durationMillis", notNullValue());
    }

    @Test
    void anOutputOfAnyCharacterEnds() {
        execute("extract-links", Map.of("input", Map.of("text", "http://a\0b")))
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.text", containsString("http://a\0b"));
    }

    @Test
    void aPlaceIsTakenUntilItsThreadHasEnded() {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        CompletableFuture<Void> thread = new CompletableFuture<>();
        List<RunningExecutions.Place> places = new ArrayList<>();
        for (int taken = 0; taken < 16; taken++) {
            places.add(running.take(new ExecutionId(UUID.randomUUID()), organization));
        }
        places.getFirst().keepUntilEnd(thread);
        places.getFirst().leave();
        assertThatThrownBy(() -> running.take(new ExecutionId(UUID.randomUUID()), organization))
                .isInstanceOf(Problem.class);
        thread.complete(null);
        places.set(0, running.take(new ExecutionId(UUID.randomUUID()), organization));
        places.forEach(RunningExecutions.Place::leave);
    }

    @Test
    void aProgramsThreadIsKnownToWhoeverGivesItUp() {
        List<CompletionStage<?>> threads = new ArrayList<>();
        Caller.Member member = new Caller.Member("key:x", api.organization(), Tier.GOVERNMENT, Set.of(), Set.of());
        SkillJob job = new SkillJob(
                "key",
                member,
                builtIn.named(new SkillName("word-count")).orElseThrow(),
                "none",
                Optional.empty(),
                Optional.empty(),
                SkillFiles.NONE,
                JsonNodeFactory.instance.objectNode().put("text", "one two"),
                (name, host) -> Uni.createFrom().item(Optional.empty()),
                SOON,
                what -> Uni.createFrom().voidItem());
        String output =
                runner.run(job, threads::add).map(ObjectNode::toString).await().atMost(SOON);
        assertThat(output).contains("Words: 2");
        assertThat(threads).hasSize(1);
    }

    @Test
    void theOfflineModelAnswersAPrompt() {
        execute("code-review", Map.of("input", Map.of("text", "int x;")))
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.model", equalTo("tidepool-offline"))
                .body("output.text", containsString("no language model"));
    }

    @Test
    void whatASkillSaysIsReadOnce() throws Throwable {
        upload(Zips.ofManifest(Zips.prompt("tides", "Tell the tides."))).statusCode(201);
        assertThat(manifest("tides")).isSameAs(manifest("tides"));
        upload(Zips.ofManifest(Zips.prompt("tides", "Tell them again."))).statusCode(201);
        assertThat(manifest("tides").instructions()).isEqualTo("Tell them again.");
    }

    private SkillManifest manifest(String name) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> skills.find(api.organization(), new SkillName(name)))
                .manifest();
    }

    @Test
    void aModuleIsExecuted() {
        uploadModule("echo", WasmBytes.echo());
        execute("echo", Map.of("input", Map.of("tide", "high", "at", 12)))
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("version", equalTo(1))
                .body("output.tide", equalTo("high"))
                .body("output.at", equalTo(12));
    }

    @Test
    void whatWasExecutedIsListedAndLogged() {
        String id = execute("word-count", Map.of("input", Map.of("text", "one two")))
                .extract()
                .path("id");
        execute("word-count", Map.of("input", Map.of("text", "one two three")));
        api.request()
                .get("/v1/skills/word-count/executions/{id}", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("completed"))
                .body("output.text", containsString("Words: 2"))
                .body("log.event", contains("started", "completed"));
        String cursor = api.request()
                .get("/v1/skills/word-count/executions?limit=1")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].output", nullValue())
                .extract()
                .path("nextCursor");
        api.request()
                .queryParam("cursor", cursor)
                .get("/v1/skills/word-count/executions")
                .then()
                .body("items.id", contains(id))
                .body("nextCursor", nullValue());
    }

    @Test
    void anExecutionOfAnotherOrganizationDoesNotExist() {
        String id = execute("word-count", Map.of("input", Map.of("text", "mine")))
                .extract()
                .path("id");
        Api other = Api.ofNewOrganization();
        other.request().get("/v1/skills/word-count/executions/{id}", id).then().statusCode(404);
        other.request()
                .post("/v1/skills/word-count/executions/{id}/cancel", id)
                .then()
                .statusCode(404);
        other.request().get("/v1/skills/word-count/executions").then().body("items", hasSize(0));
        api.request().get("/v1/skills/debug/executions/{id}", id).then().statusCode(404);
        api.request().get("/v1/skills/word-count/executions/nonsense").then().statusCode(404);
        execute("word-count", Map.of("input", Map.of("text", "x"), "sessionId", other.createSession()))
                .statusCode(404)
                .body("code", equalTo("SESSION_NOT_FOUND"));
    }

    @Test
    void whatCannotBeExecutedIsToldWhy() {
        execute("nothing", Map.of()).statusCode(404).body("code", equalTo("SKILL_NOT_FOUND"));
        execute("word-count", Map.of()).statusCode(400).body("code", equalTo("SKILL_INPUT_INVALID"));
        execute("word-count", Map.of("input", List.of())).statusCode(400);
        execute("word-count", Map.of("input", Map.of("text", "x"), "timeoutSeconds", 31))
                .statusCode(400)
                .body("field", equalTo("timeoutSeconds"));
        execute("word-count", Map.of("input", Map.of("text", "x".repeat(262_144))))
                .statusCode(400)
                .body("field", equalTo("input"));
        execute("debug", Map.of("input", Map.of("text", "x"), "model", "none"))
                .statusCode(200)
                .body("error.code", equalTo("MODEL_NOT_FOUND"));
        upload(Zips.ofManifest(Zips.prompt("flagged", "sudo reboot"))).statusCode(201);
        execute("flagged", Map.of()).statusCode(409).body("code", equalTo("SKILL_NOT_APPROVED"));
        api.request().post("/v1/skills/debug/disable").then().statusCode(200);
        execute("debug", Map.of("input", Map.of("text", "x"))).statusCode(409).body("code", equalTo("SKILL_DISABLED"));
        String manifest =
                "---\nname: needy\ndescription: d\nmetadata: {openclaw: {requires: {bins: [gh]}}}\n---\nUse it.\n";
        upload(Zips.ofManifest(manifest)).statusCode(201);
        execute("needy", Map.of())
                .statusCode(409)
                .body("code", equalTo("SKILL_NOT_ELIGIBLE"))
                .body("missing", contains("bins:gh"));
    }

    @Test
    void aToolOfOpenClawIsUsedOnlyIfTheOperatorListsIt() {
        upload(
                        Zips.ofManifest(
                                "---\nname: tool\ndescription: d\nmetadata: {tidepool: {kind: openclaw, openclaw: {tool: exec}}}\n---\n"))
                .statusCode(201)
                .body("usable", equalTo(false));
        api.request().post("/v1/skills/tool/versions/1/approve").then().statusCode(200);
        execute("tool", Map.of())
                .statusCode(200)
                .body("kind", equalTo("openclaw"))
                .body("error.code", equalTo("OPENCLAW_TOOL_REFUSED"));
    }

    @Test
    void aBrowserIsASessions() {
        upload(
                        Zips.ofManifest(
                                "---\nname: page\ndescription: d\nmetadata: {tidepool: {kind: browser, browser: {url: 'https://tides.invalid/'}}}\n---\n"))
                .statusCode(201)
                .body("usable", equalTo(false));
        api.request().post("/v1/skills/page/versions/1/approve").then().statusCode(200);
        execute("page", Map.of()).statusCode(200).body("error.code", equalTo("SKILL_INPUT_INVALID"));
        execute("page", Map.of("sessionId", api.createSession()))
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("kind", equalTo("browser"));
    }

    @Test
    void aNameOfAnyLengthCanBeTold() {
        String tool = "t".repeat(2040);
        upload(Zips.ofManifest(
                        "---\nname: long\ndescription: d\nmetadata: {tidepool: {kind: openclaw, openclaw: {tool: "
                                + tool + "}}}\n---\n"))
                .statusCode(201);
        api.request().post("/v1/skills/long/versions/1/approve").then().statusCode(200);
        execute("long", Map.of()).statusCode(200).body("error.code", equalTo("OPENCLAW_TOOL_REFUSED"));
    }

    @Test
    void badModulesAndSchemasAreRefusedWhenTheyComeIn() {
        module("bad", WasmBytes.withImport()).statusCode(400).body("code", equalTo("SKILL_MALFORMED"));
        module("bad", WasmBytes.ofPages(60_000)).statusCode(400);
        module("bad", WasmBytes.ofVariables()).statusCode(400);
        module("bad", new byte[0]).statusCode(400);
        upload(
                        Zips.ofManifest(
                                "---\nname: a\ndescription: b\nmetadata: {tidepool: {input: {$ref: 'http://x.example/'}}}\n---\nDo.\n"))
                .statusCode(400)
                .body("field", equalTo("metadata.tidepool.input"));
    }

    @Test
    void anEndlessLoopEnds() {
        uploadModule("endless", WasmBytes.endless());
        execute("endless", Map.of("timeoutSeconds", 1))
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("SKILL_TIMEOUT"));
        uploadModule("echo", WasmBytes.echo());
        execute("echo", Map.of("input", Map.of("a", 1))).body("status", equalTo("completed"));
    }

    @Test
    void aRunningExecutionIsCancelled() throws Exception {
        uploadModule("endless", WasmBytes.endless());
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Response> waiting =
                    threads.submit(() -> api.request().body(Map.of()).post("/v1/skills/endless/execute"));
            String[] id = new String[1];
            Eventually.within(SOON, () -> {
                List<String> ids =
                        api.request().get("/v1/skills/endless/executions").path("items.id");
                assertThat(ids).hasSize(1);
                id[0] = ids.getFirst();
            });
            Response cancelled = api.request().post("/v1/skills/endless/executions/{id}/cancel", id[0]);
            waiting.get()
                    .then()
                    .statusCode(200)
                    .body("status", cancelled.statusCode() == 200 ? equalTo("cancelled") : equalTo("failed"));
            api.request()
                    .post("/v1/skills/endless/executions/{id}/cancel", id[0])
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("EXECUTION_ENDED"));
            assertThat(cancelled.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void inTheBackgroundATaskExecutesIt() {
        String task = execute("word-count", Map.of("input", Map.of("text", "one two"), "background", true))
                .statusCode(202)
                .extract()
                .path("taskId");
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/tasks/{id}", task)
                        .then()
                        .statusCode(200)
                        .body("status", equalTo("succeeded"))
                        .body("result.output.text", containsString("Words: 2")));
        String failing = execute("debug", Map.of("input", Map.of("text", "x"), "model", "none", "background", true))
                .statusCode(202)
                .extract()
                .path("taskId");
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/tasks/{id}", failing)
                        .then()
                        .body("status", equalTo("failed"))
                        .body("error.detail", containsString("MODEL_NOT_FOUND")));
        execute("word-count", Map.of("background", true)).statusCode(400);
        execute("nothing", Map.of("background", true)).statusCode(404);
    }

    @Test
    void inTheBackgroundItWaitsForAPlace() {
        List<RunningExecutions.Place> places = new ArrayList<>();
        for (int taken = 0; taken < 16; taken++) {
            places.add(running.take(new ExecutionId(UUID.randomUUID()), api.organization()));
        }
        String task = execute("word-count", Map.of("input", Map.of("text", "one two"), "background", true))
                .statusCode(202)
                .extract()
                .path("taskId");
        Eventually.within(
                SOON,
                () -> assertThat(api.request().get("/v1/tasks/{id}", task).<Integer>path("attempt"))
                        .isGreaterThan(1));
        places.forEach(RunningExecutions.Place::leave);
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/tasks/{id}", task)
                        .then()
                        .body("status", equalTo("succeeded"))
                        .body("failures", equalTo(0)));
    }

    @Test
    void inTheBackgroundItEndsAtItsOwnTimeLimit() {
        uploadModule("endless", WasmBytes.endless());
        String task = execute("endless", Map.of("background", true, "timeoutSeconds", 1))
                .statusCode(202)
                .extract()
                .path("taskId");
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/tasks/{id}", task)
                        .then()
                        .body("failures", greaterThan(0))
                        .body("error.detail", containsString("SKILL_TIMEOUT")));
        api.request().post("/v1/tasks/{id}/cancel", task);
        assertThat(api.request()
                        .get("/v1/skills/endless/executions")
                        .<List<String>>path("items.error.code")
                        .getLast())
                .isEqualTo("SKILL_TIMEOUT");
    }

    @Test
    void itsEndIsWrittenDownOnceTheDatabaseCanBeReached() throws Exception {
        String id = refusing("completed", api);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Response> waiting = threads.submit(() -> api.request()
                    .body(Map.of("input", Map.of("text", "one two")))
                    .post("/v1/skills/word-count/execute"));
            Eventually.within(SOON, () -> assertThat(refusals(id)).isPositive());
            Database.run("DROP FUNCTION session.refuse_" + id + " CASCADE");
            waiting.get()
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("completed"))
                    .body("output.text", containsString("Words: 2"));
        }
    }

    @Test
    void oneThatCannotBeEndedDoesNotKeepTheOthers() {
        Api stuck = Api.ofNewOrganization();
        String id = refusing("failed", stuck);
        lost(stuck, "5 minutes");
        UUID other = lost(api, "1 minute");
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/skills/word-count/executions/{id}", other)
                        .then()
                        .body("error.code", equalTo("EXECUTION_LOST")));
        assertThat(refusals(id)).isPositive();
        Database.run("DROP FUNCTION session.refuse_" + id + " CASCADE");
    }

    /** No execution of the organisation can end so. The refusals are counted by what no rollback undoes. */
    private static String refusing(String status, Api of) {
        String id = UUID.randomUUID().toString().replace("-", "");
        Database.run("CREATE SEQUENCE session.refusals_" + id + " MINVALUE 0 START 0");
        Database.run("""
                CREATE FUNCTION session.refuse_%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN PERFORM nextval('session.refusals_%1$s'); RAISE EXCEPTION 'away'; END $$""".formatted(id));
        Database.run("""
                CREATE TRIGGER refuse BEFORE UPDATE ON session.skill_executions FOR EACH ROW
                WHEN (NEW.organization_id = '%s' AND NEW.status = '%s') EXECUTE FUNCTION session.refuse_%s()""".formatted(of.organization(), status, id));
        return id;
    }

    private static long refusals(String id) {
        return Database.count("SELECT CASE WHEN is_called THEN last_value + 1 ELSE 0 END FROM session.refusals_" + id);
    }

    private static UUID lost(Api of, String ago) {
        UUID id = UUID.randomUUID();
        Database.run("""
                INSERT INTO session.skill_executions (id, organization_id, skill, kind, status, created_by, started_at, deadline)
                VALUES ('%s', '%s', 'word-count', 'native', 'running', 'key:x', now() - interval '10 minutes',
                    now() - interval '%s')""".formatted(id, of.organization(), ago));
        return id;
    }

    @Test
    void aTaskThatIsCancelledCancelsItsExecution() {
        uploadModule("endless", WasmBytes.endless());
        String task = execute("endless", Map.of("background", true))
                .statusCode(202)
                .extract()
                .path("taskId");
        Eventually.within(
                SOON,
                () -> assertThat(api.request()
                                .get("/v1/skills/endless/executions")
                                .<List<String>>path("items.status"))
                        .isNotEmpty());
        api.request().post("/v1/tasks/{id}/cancel", task).then().statusCode(200);
        Eventually.within(
                SOON,
                () -> assertThat(api.request()
                                .get("/v1/skills/endless/executions")
                                .<List<String>>path("items.status"))
                        .containsOnly("cancelled"));
    }

    @Test
    void theSessionsRoomIsTold() {
        Queue<Event> heard = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ofService("session"), event -> {
            if (event.organization().equals(api.organization())) {
                heard.add(event);
            }
        });
        // Listening is known to work once a first event came through.
        Eventually.within(SOON, () -> {
            api.createSession();
            assertThat(heard).isNotEmpty();
        });
        String session = api.createSession();
        execute("debug", Map.of("input", Map.of("text", "x"), "sessionId", session))
                .body("sessionId", equalTo(session));
        execute("debug", Map.of("input", Map.of("text", "x"), "sessionId", session, "model", "none"));
        Eventually.within(
                SOON,
                () -> assertThat(heard.stream()
                                .filter(event -> event.rooms().contains("session:" + session)
                                        && event.type().startsWith("skill:"))
                                .map(Event::type))
                        .containsExactly(
                                "skill:started", "skill:progress", "skill:completed", "skill:started", "skill:error"));
    }

    @Test
    void aSessionUsesAsManySkillsAsItsTierAllows() {
        Api small = Api.ofTier(Tier.OPEN_SOURCE);
        String session = small.createSession();
        for (int number = 0; number < 10; number++) {
            Database.run("""
                    INSERT INTO session.skill_executions (id, organization_id, skill, kind, session_id, status, error_code,
                        created_by, started_at, deadline, ended_at)
                    VALUES ('%s', '%s', 'used-%d', 'prompt', '%s', 'failed', 'X', 'key:x', now(), now(), now())""".formatted(UUID.randomUUID(), small.organization(), number, session));
        }
        Map<String, Object> body = new HashMap<>(Map.of("input", Map.of("text", "x"), "sessionId", session));
        small.request()
                .body(body)
                .post("/v1/skills/word-count/execute")
                .then()
                .statusCode(403)
                .body("code", equalTo("QUOTA_EXCEEDED"))
                .body("quota", equalTo("skillsPerSession"))
                .body("limit", equalTo(10));
        Database.run(
                "UPDATE session.skill_executions SET skill = 'word-count' WHERE skill = 'used-9' AND session_id = '"
                        + session + "'");
        small.request().body(body).post("/v1/skills/word-count/execute").then().statusCode(200);
        body.put("sessionId", small.createSession());
        small.request().body(body).post("/v1/skills/word-count/execute").then().statusCode(200);
    }

    @Test
    void aSessionThatEndedTakesNone() {
        String session = api.createSession();
        api.request().post("/v1/sessions/{id}/close", session).then().statusCode(200);
        execute("word-count", Map.of("input", Map.of("text", "x"), "sessionId", session))
                .statusCode(409)
                .body("code", equalTo("SESSION_CLOSED"));
    }

    @Test
    void anExecutionWhoseInstanceIsGoneEnds() {
        UUID id = UUID.randomUUID();
        Database.run("""
                INSERT INTO session.skill_executions (id, organization_id, skill, kind, status, created_by, started_at, deadline)
                VALUES ('%s', '%s', 'word-count', 'native', 'running', 'key:x', now() - interval '2 minutes',
                    now() - interval '1 minute')""".formatted(id, api.organization()));
        Eventually.within(
                SOON,
                () -> api.request()
                        .get("/v1/skills/word-count/executions/{id}", id)
                        .then()
                        .body("status", equalTo("failed"))
                        .body("error.code", equalTo("EXECUTION_LOST"))
                        .body("log.event", contains("failed")));
    }

    private ValidatableResponse execute(String name, Map<String, ?> body) {
        return api.request().body(body).post("/v1/skills/{name}/execute", name).then();
    }

    private void uploadModule(String name, byte[] module) {
        module(name, module).statusCode(201).body("usable", equalTo(true));
    }

    private ValidatableResponse module(String name, byte[] module) {
        String manifest = "---\nname: %s\ndescription: A module\nmetadata: {tidepool: {kind: wasm}}\n---\n";
        return upload(Zips.zip()
                .with("SKILL.md", manifest.formatted(name))
                .with("skill.wasm", module)
                .bytes());
    }

    private ValidatableResponse upload(byte[] archive) {
        return given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(archive)
                .post("/v1/skills")
                .then();
    }
}
