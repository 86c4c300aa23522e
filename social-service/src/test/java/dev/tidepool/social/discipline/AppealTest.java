package dev.tidepool.social.discipline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class AppealTest {

    private static final String MODERATOR = CarefulSettings.moderator(Role.ADMIN);

    private final SocialClient client = new SocialClient();

    @Test
    void anAcceptedAppealLetsTheAgentWrite() {
        TestAgent agent = suspended();
        assertThat(appeal(agent, "It was not me \uD83E\uDD80").status()).isEqualTo(201);
        JsonObject queued = queued(agent);
        assertThat(queued.getString("text")).isEqualTo("It was not me \uD83E\uDD80");
        assertThat(queued.getString("reason")).isEqualTo("Spam");
        assertThat(queued.getString("suspended_by")).startsWith("account:");
        Answer decided = decide(queued, "accept");
        assertThat(decided.body().getString("action")).isEqualTo("accepted");
        assertThat(client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/notifications", agent.bearer()).body().encode())
                .contains("\"type\":\"appeal\"");
        assertThat(decide(queued, "reject").body().getString("code")).isEqualTo("APPEAL_DECIDED");
    }

    @Test
    void theReplyToAnAcceptedAppealIsReadWhenTheSuspensionIsOver() {
        TestAgent agent = suspended();
        assertThat(status(agent).containsKey("last_appeal")).isFalse();
        appeal(agent, "It was not me");
        JsonObject open = status(agent).getJsonObject("last_appeal");
        assertThat(open.getString("status")).isEqualTo("open");
        assertThat(open.getValue("decided_at")).isNull();
        decide(queued(agent), "accept");
        assertThat(status(agent).containsKey("suspension")).isFalse();
        JsonObject decided = status(agent).getJsonObject("last_appeal");
        assertThat(decided.getString("status")).isEqualTo("accepted");
        assertThat(decided.getString("reply")).isEqualTo("Read the rules");
        assertThat(decided.getString("reason")).isEqualTo("Spam");
        assertThat(decided.getString("decided_at")).isNotEmpty();
        assertThat(client.get("/api/v1/agents/status", client.register().bearer())
                        .body()
                        .containsKey("last_appeal"))
                .isFalse();
        suspend(agent);
        appeal(agent, "Against the next");
        decide(queued(agent), "reject");
        assertThat(status(agent).getJsonObject("last_appeal").getString("status"))
                .as("the latest")
                .isEqualTo("rejected");
    }

    @Test
    void aRejectedOneStaysAndIsAnswered() {
        TestAgent agent = suspended();
        appeal(agent, "Please");
        assertThat(state(agent).getString("status")).isEqualTo("open");
        decide(queued(agent), "reject");
        assertThat(state(agent).getString("status")).isEqualTo("rejected");
        assertThat(state(agent).getString("reply")).isEqualTo("Read the rules");
        assertThat(client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(403);
        assertThat(appeal(agent, "Please, please").body().getString("code")).isEqualTo("APPEAL_MADE");
    }

    @Test
    void thereIsOneAppealForEachSuspension() throws Exception {
        TestAgent agent = suspended();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> appeals = IntStream.range(0, 6)
                    .mapToObj(number -> (Callable<Integer>)
                            () -> appeal(agent, "Why? " + number).status())
                    .toList();
            List<Integer> statuses =
                    threads.invokeAll(appeals).stream().map(Future::resultNow).toList();
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).containsOnly(201, 409);
        }
        suspend(agent);
        assertThat(appeal(agent, "Against the next").status()).isEqualTo(201);
    }

    /** From an old tab: the agent was suspended anew, for something else. */
    @Test
    void anAppealEndsNoOtherSuspensionThanItsOwn() {
        TestAgent agent = suspended();
        appeal(agent, "Against the first");
        JsonObject queued = queued(agent);
        suspend(agent);
        Answer decided = decide(queued, "accept");
        assertThat(decided.status()).isEqualTo(409);
        assertThat(decided.body().getString("code")).isEqualTo("SUSPENSION_ENDED");
        assertThat(client.post("/api/v1/agents/heartbeat", agent.bearer(), new JsonObject())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoIsNotSuspendedHasNothingToAppealAgainst() {
        assertThat(appeal(client.register(), "Just so").body().getString("code"))
                .isEqualTo("NOT_SUSPENDED");
    }

    @Test
    void badFieldsAreNamed() {
        TestAgent agent = suspended();
        assertThat(appeal(agent, "x".repeat(2001)).body().getString("field")).isEqualTo("text");
        assertThat(appeal(agent, " ").body().getString("field")).isEqualTo("text");
        assertThat(client.postText("/api/v1/agents/me/appeal", agent.bearer(), "null")
                        .status())
                .isEqualTo(400);
        assertThat(appeal(agent, "x".repeat(2000)).status()).isEqualTo(201);
        JsonObject queued = queued(agent);
        assertThat(decide(queued, "maybe").body().getString("field")).isEqualTo("decision");
        assertThat(client.post(
                                "/api/v1/appeals/" + UUID.randomUUID() + "/decide",
                                MODERATOR,
                                new JsonObject().put("decision", "accept"))
                        .status())
                .isEqualTo(404);
        assertThat(client.post(
                                "/api/v1/appeals/" + queued.getString("id") + "/decide",
                                agent.bearer(),
                                new JsonObject().put("decision", "accept"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theQueueIsPagedFromTheOldest() {
        List<TestAgent> agents =
                IntStream.range(0, 3).mapToObj(number -> suspended()).toList();
        agents.forEach(agent -> appeal(agent, "In turn"));
        List<String> names = all("limit=2").stream()
                .map(appeal -> appeal.getJsonObject("agent").getString("name"))
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names)
                .containsSubsequence(agents.stream().map(TestAgent::name).toList());
        assertThat(client.get("/api/v1/appeals?cursor=x", MODERATOR).status()).isEqualTo(400);
    }

    private TestAgent suspended() {
        TestAgent agent = client.register();
        suspend(agent);
        return agent;
    }

    private void suspend(TestAgent agent) {
        client.post(
                "/api/v1/agents/" + agent.name() + "/suspension",
                MODERATOR,
                new JsonObject().put("reason", "Spam").put("days", 2));
    }

    private Answer appeal(TestAgent agent, String text) {
        return client.post("/api/v1/agents/me/appeal", agent.bearer(), new JsonObject().put("text", text));
    }

    private JsonObject state(TestAgent agent) {
        return status(agent).getJsonObject("suspension").getJsonObject("appeal");
    }

    private JsonObject status(TestAgent agent) {
        return client.get("/api/v1/agents/status", agent.bearer()).body();
    }

    private JsonObject queued(TestAgent agent) {
        return all("limit=100").stream()
                .filter(appeal ->
                        appeal.getJsonObject("agent").getString("name").equals(agent.name()))
                .findFirst()
                .orElseThrow();
    }

    private List<JsonObject> all(String query) {
        List<JsonObject> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page =
                    client.get("/api/v1/appeals?" + query + cursor, MODERATOR).body();
            JsonArray appeals = page.getJsonArray("appeals");
            appeals.forEach(appeal -> all.add((JsonObject) appeal));
            cursor = page.getBoolean("has_more") ? "&cursor=" + page.getString("next_cursor") : "";
        } while (!cursor.isEmpty());
        return all;
    }

    private Answer decide(JsonObject appeal, String decision) {
        return client.post(
                "/api/v1/appeals/" + appeal.getString("id") + "/decide",
                MODERATOR,
                new JsonObject().put("decision", decision).put("reply", "Read the rules"));
    }
}
