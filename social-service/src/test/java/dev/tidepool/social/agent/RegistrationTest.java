package dev.tidepool.social.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class RegistrationTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.rest-client.gateway.url")
    URI gateway;

    private final SocialClient client = new SocialClient();

    @Test
    void answersWithTheKeyAndTheWholeRegistrationShape() {
        String name = SocialClient.freshName("Reef");
        Answer answer = register(name, "Walks on \uD83D\uDC1A reefs");
        assertThat(answer.status()).isEqualTo(201);
        JsonObject agent = answer.body().getJsonObject("agent");
        assertThat(agent.fieldNames())
                .containsExactlyInAnyOrder(
                        "id", "name", "api_key", "claim_url", "verification_code", "profile_url", "created_at");
        assertThat(agent.getString("api_key")).matches("moltbook_[0-9a-f]{64}");
        assertThat(agent.getString("claim_url")).matches("http.*/claim/moltbook_claim_[0-9a-f]{64}");
        assertThat(agent.getString("verification_code")).matches("[a-z]+-[A-Z0-9]{4}");
        assertThat(UUID.fromString(agent.getString("id")).version()).isEqualTo(7);
        assertThat(answer.body().fieldNames())
                .containsExactlyInAnyOrder(
                        "success", "message", "agent", "setup", "skill_files", "tweet_template", "status");
        assertThat(answer.body().getJsonObject("setup").fieldNames()).containsExactly("step_1", "step_2", "step_3");
        assertThat(answer.body().getString("status")).isEqualTo("pending_claim");
    }

    @Test
    void theNewAgentFindsItself() {
        String name = SocialClient.freshName("Self");
        Answer registered = register(name, "\u200Fשלום \uD83E\uDD80 <script>'; DROP TABLE agents; --");
        var agent = new SocialClient.TestAgent(
                AgentId.fromString(registered.body().getJsonObject("agent").getString("id")), name);
        Answer me = client.get("/api/v1/agents/me", agent.bearer());
        assertThat(me.status()).isEqualTo(200);
        JsonObject self = me.body().getJsonObject("agent");
        assertThat(self.getString("name")).isEqualTo(name.toLowerCase(java.util.Locale.ROOT));
        assertThat(self.getString("display_name")).isEqualTo(name);
        assertThat(self.getString("description")).isEqualTo("\u200Fשלום \uD83E\uDD80 <script>'; DROP TABLE agents; --");
        assertThat(self.fieldNames())
                .contains(
                        "karma",
                        "follower_count",
                        "following_count",
                        "posts_count",
                        "comments_count",
                        "is_verified",
                        "is_claimed",
                        "is_active",
                        "claimed_by",
                        "created_at",
                        "last_active",
                        "deleted_at");
        Answer status = client.get("/api/v1/agents/status", agent.bearer());
        assertThat(status.body().getString("status")).isEqualTo("pending_claim");
    }

    @Test
    void theGatewayIsAskedWithTheWordOfTheRequestBeingServed() {
        String name = SocialClient.freshName("relay");
        String bearer = SocialClient.registrar();
        Answer answer = client.send(client.request("/api/v1/agents/register", bearer)
                .header("Content-Type", "application/json")
                .header("X-Request-Id", "request-" + name)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("name", name).encode())));
        JsonObject call =
                callsFor(answer.body().getJsonObject("agent").getString("id")).getFirst();
        assertThat(call.getString("name")).isEqualTo(name);
        assertThat(call.getString("authorization")).isEqualTo(bearer);
        assertThat(call.getString("requestId")).isEqualTo("request-" + name);
    }

    @Test
    void aTakenNameIsRefusedInAnyCaseBeforeAKeyIsIssued() {
        String name = SocialClient.freshName("taken");
        assertThat(register(name, "").status()).isEqualTo(201);
        Answer second = register(name.toUpperCase(java.util.Locale.ROOT), "");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body().getString("code")).isEqualTo("AGENT_NAME_TAKEN");
        assertThat(callsNaming(name)).hasSize(1);
    }

    @Test
    void ofManyWhoWantOneNameAtOnceExactlyOneGetsItAndOneKeyIsIssued() throws Exception {
        String name = SocialClient.freshName("race");
        List<Integer> statuses;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads
                    .invokeAll(IntStream.range(0, 16)
                            .mapToObj(number -> (java.util.concurrent.Callable<Integer>)
                                    () -> register(name, "").status())
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }
        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(callsNaming(name)).hasSize(1);
    }

    @Test
    void noAgentRemainsWhenTheGatewayFailsAndTheNameStaysFree() {
        String name = SocialClient.freshName("broken");
        Answer answer = register(name, "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(agentsNamed(name)).isZero();
        JsonObject issued = callsNaming(name).getFirst();
        assertThat(callsFor(issued.getString("agentId")))
                .extracting(call -> call.getString("method"))
                .containsExactly("POST", "DELETE");
    }

    @Test
    void aGatewayThatDoesNotAnswerIsNotAskedTwiceAndItsKeyIsRevoked() {
        String name = SocialClient.freshName("slow");
        Answer answer = register(name, "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(agentsNamed(name)).isZero();
        JsonObject issued = callsNaming(name).getFirst();
        assertThat(callsFor(issued.getString("agentId")))
                .extracting(call -> call.getString("method"))
                .containsExactly("POST", "DELETE");
    }

    @Test
    void aRefusalOfTheGatewayIsPassedOn() {
        Answer answer = register(SocialClient.freshName("refused"), "");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void oneAgentTooManyForTheOrganisationIsAConflict() {
        String name = SocialClient.freshName("crowded");
        Answer answer = register(name, "");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().encode()).contains("tier");
        assertThat(callsNaming(name)).as("nothing to take back").hasSize(1);
    }

    @Test
    void theKeyIsRevokedWhenTheAgentCannotBeStored() throws SQLException {
        String name = SocialClient.freshName("unstorable");
        asOwner("ALTER TABLE social.agents ADD CONSTRAINT test_refusal CHECK (name NOT LIKE 'unstorable%') NOT VALID");
        try {
            assertThat(register(name, "").status()).isEqualTo(500);
        } finally {
            asOwner("ALTER TABLE social.agents DROP CONSTRAINT test_refusal");
        }
        String agentId = callsNaming(name).getFirst().getString("agentId");
        assertThat(callsFor(agentId))
                .extracting(call -> call.getString("method"))
                .containsExactly("POST", "DELETE");
        assertThat(agentsNamed(name)).isZero();
        assertThat(register(name, "").status()).isEqualTo(201);
    }

    @Test
    void aFailingGatewayIsLeftAloneForAWhileAndTriedAgain() {
        List<String> names = IntStream.range(0, 4)
                .mapToObj(number -> SocialClient.freshName("down"))
                .toList();
        names.forEach(name -> register(name, ""));
        String refused = SocialClient.freshName("held-back");
        Answer answer = register(refused, "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().getString("code")).isEqualTo("KEY_ISSUER_UNREACHABLE");
        assertThat(callsNaming(refused)).isEmpty();
        Eventually.within(
                SOON,
                () -> assertThat(register(SocialClient.freshName("back"), "").status())
                        .isEqualTo(201));
    }

    @Test
    void onlyTheRouteOfTheGatewayRegisters() {
        Answer answer = client.post(
                "/api/v1/agents/register", SocialClient.anonymous(), new JsonObject().put("name", "sneaky"));
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void anOrganisationsKeyIsToldToRegisterAnAgentFirst() {
        String key =
                dev.tidepool.kernel.test.TestTokens.bearer(SocialClient.ORGANIZATION, "social:read", "social:write");
        Answer answer = client.get("/api/v1/agents/me", key);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().getString("code")).isEqualTo("AGENT_REQUIRED");
        assertThat(answer.body().getString("error")).contains("/api/v1/agents/register");
    }

    @Test
    void aProfileShowsWhatItSaidLast() {
        var agent = client.register();
        String post = client.postByNewAgent("general", "Asked");
        String comments = "/api/v1/posts/" + post + "/comments";
        String id = client.post(comments, agent.bearer(), new JsonObject().put("content", "Answered"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        String path = "/api/v1/agents/profile?name=" + agent.name();
        JsonObject said = client.get(path, SocialClient.anonymous())
                .body()
                .getJsonArray("recentComments")
                .getJsonObject(0);
        assertThat(said.getString("id")).isEqualTo(id);
        assertThat(said.getString("content")).isEqualTo("Answered");
        assertThat(said.getString("post_id")).isEqualTo(post);
        client.delete("/api/v1/comments/" + id, agent.bearer());
        assertThat(client.get(path, SocialClient.anonymous()).body().getJsonArray("recentComments"))
                .isEmpty();
    }

    @Test
    void aProfileShowsTheAgentWithItsPosts() {
        var agent = client.register();
        client.post(
                "/api/v1/posts",
                agent.bearer(),
                new JsonObject().put("submolt", "general").put("title", "Mine"));
        Answer answer = client.get("/api/v1/agents/profile?name=" + agent.name(), SocialClient.anonymous());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getJsonObject("agent").getInteger("posts_count"))
                .isEqualTo(1);
        assertThat(answer.body().getJsonArray("recentPosts")).hasSize(1);
        assertThat(answer.body().getJsonArray("recentComments")).isEmpty();
        assertThat(client.get("/api/v1/agents/profile?name=no%00body", SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/api/v1/agents/profile", SocialClient.anonymous())
                        .status())
                .isEqualTo(400);
    }

    private Answer register(String name, String description) {
        return client.post(
                "/api/v1/agents/register",
                SocialClient.registrar(),
                new JsonObject().put("name", name).put("description", description));
    }

    private long agentsNamed(String name) {
        return pool.preparedQuery("SELECT count(*) AS n FROM social.agents WHERE name = $1")
                .execute(Tuple.of(name))
                .map(rows -> rows.iterator().next().getLong("n"))
                .subscribeAsCompletionStage()
                .join();
    }

    private List<JsonObject> callsFor(String agentId) {
        return calls().stream()
                .filter(call -> agentId.equals(call.getString("agentId")))
                .toList();
    }

    private List<JsonObject> callsNaming(String name) {
        return calls().stream()
                .filter(call -> name.equals(call.getString("name")))
                .toList();
    }

    private List<JsonObject> calls() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(
                            HttpRequest.newBuilder(gateway.resolve("/calls")).build(), BodyHandlers.ofString())
                    .body();
            return new JsonArray(body).stream().map(JsonObject.class::cast).toList();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void asOwner(String sql) throws SQLException {
        String url = "jdbc:" + TestServers.running().databaseUrl();
        try (Connection connection = DriverManager.getConnection(url, TestServers.SUPERUSER, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
