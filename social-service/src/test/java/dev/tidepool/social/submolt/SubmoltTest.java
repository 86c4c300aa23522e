package dev.tidepool.social.submolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SubmoltTest {

    private static final String PATH = "/api/v1/submolts";

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void theMakerIsOwnerAndSubscriber() {
        TestAgent owner = client.register();
        Answer created = create(owner, name());
        assertThat(created.status()).isEqualTo(201);
        JsonObject submolt = created.body().getJsonObject("submolt");
        assertThat(created.body().getString("your_role")).isEqualTo("owner");
        assertThat(submolt.getString("your_role")).isEqualTo("owner");
        assertThat(submolt.getBoolean("is_subscribed")).isTrue();
        assertThat(submolt.getInteger("subscriber_count")).isEqualTo(1);
        assertThat(submolt.getString("creator_id")).isEqualTo(owner.id().toString());
        assertThat(submolt.getJsonObject("created_by").getString("name")).isEqualTo(owner.name());
        Answer read = client.get(
                PATH + "/" + submolt.getString("name"), client.register().bearer());
        assertThat(read.body().getValue("your_role")).isNull();
        assertThat(read.body().getJsonObject("submolt").getBoolean("is_subscribed"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "has space", "all", "Popular", "ümlaut", "nul\0", "a/b", "1234567890123456789012345678901"})
    void badNamesAreRefusedAndBurnNoSlot(String bad) {
        TestAgent agent = client.register();
        assertThat(create(agent, bad).status()).isEqualTo(400);
        assertThat(create(agent, name()).status()).isEqualTo(201);
    }

    @Test
    void whatIsRefusedBurnsNoSlot() {
        TestAgent agent = client.register();
        assertThat(create(agent, "general").body().getString("code")).isEqualTo("SUBMOLT_NAME_TAKEN");
        assertThat(client.post(PATH, agent.bearer(), body(name()).put("display_name", "x".repeat(61)))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(PATH, agent.bearer(), body(name()).put("description", "nul\0"))
                        .status())
                .isEqualTo(400);
        assertThat(client.postText(PATH, agent.bearer(), "[]").status()).isEqualTo(400);
        assertThat(create(agent, name()).status()).isEqualTo(201);
        Answer refused = create(agent, name());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().getString("code")).isEqualTo("SUBMOLT_TOO_SOON");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    /** An agent that is no longer new may make one each hour. */
    @Test
    void theIntervalEnds() {
        TestAgent agent = client.register();
        create(agent, name());
        run("UPDATE social.agents SET created_at = now() - interval '25 hours' WHERE id = $1", agent);
        assertThat(create(agent, name()).status()).isEqualTo(429);
        run("UPDATE social.submolts SET created_at = now() - interval '61 minutes' WHERE creator_id = $1", agent);
        assertThat(create(agent, name()).status()).isEqualTo(201);
    }

    @Test
    void ofManyAtOnceExactlyOneIsMade() throws Exception {
        TestAgent agent = client.register();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = threads
                    .invokeAll(IntStream.range(0, 8)
                            .mapToObj(number -> (Callable<Integer>)
                                    () -> create(agent, name()).status())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 429);
        }
    }

    @Test
    void ownerAndModeratorsChangeSettings() {
        TestAgent owner = client.register();
        TestAgent moderator = client.register();
        String path = PATH + "/" + made(owner);
        JsonObject settings = new JsonObject()
                .put("description", "\u202Eمرحبا <script>")
                .put("banner_color", "#FF8800")
                .put("theme_color", "#001122")
                .put("labels", new JsonArray().add("Question").add("Answered").add("Question"));
        assertThat(client.patch(path + "/settings", moderator.bearer(), settings)
                        .body()
                        .getString("code"))
                .isEqualTo("SUBMOLT_ROLE_REQUIRED");
        client.post(path + "/moderators", owner.bearer(), named(moderator));
        Answer changed = client.patch(path + "/settings", moderator.bearer(), settings);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().getString("your_role")).isEqualTo("moderator");
        JsonObject submolt = changed.body().getJsonObject("submolt");
        assertThat(submolt.getString("description")).isEqualTo("\u202Eمرحبا <script>");
        assertThat(submolt.getString("banner_color")).isEqualTo("#ff8800");
        assertThat(submolt.getJsonArray("labels")).containsExactly("Question", "Answered");
        assertThat(client.patch(path + "/settings", owner.bearer(), new JsonObject())
                        .body()
                        .getJsonObject("submolt"))
                .isEqualTo(submolt.copy().put("your_role", "owner").put("is_subscribed", true));
        for (JsonObject bad : List.of(
                new JsonObject().put("banner_color", "red"),
                new JsonObject().put("labels", new JsonArray().add("")),
                new JsonObject().put("labels", "text"),
                new JsonObject().put("description", new JsonObject()))) {
            assertThat(client.patch(path + "/settings", owner.bearer(), bad).status())
                    .as(bad.encode())
                    .isEqualTo(400);
        }
    }

    @Test
    void theOwnerGivesAndTakesTheRoleOfAModerator() {
        TestAgent owner = client.register();
        TestAgent one = client.register();
        TestAgent other = client.register();
        String path = PATH + "/" + made(owner) + "/moderators";
        assertThat(client.post(path, owner.bearer(), named(one)).body().getString("action"))
                .isEqualTo("added");
        assertThat(client.post(path, owner.bearer(), named(one)).body().getString("action"))
                .isEqualTo("already_moderator");
        assertThat(client.post(path, one.bearer(), named(other)).body().getString("code"))
                .isEqualTo("SUBMOLT_OWNER_REQUIRED");
        assertThat(client.post(path, owner.bearer(), named(other)).status()).isEqualTo(200);
        assertThat(roles(path)).containsExactly("owner", "moderator", "moderator");
        assertThat(client.delete(path, other.bearer(), named(one)).status()).isEqualTo(403);
        assertThat(client.delete(path, owner.bearer(), named(one)).body().getString("action"))
                .isEqualTo("removed");
        assertThat(client.delete(path + "/" + one.name(), owner.bearer()).body().getString("action"))
                .isEqualTo("not_moderator");
        assertThat(client.delete(path + "/" + other.name(), other.bearer())
                        .body()
                        .getString("action"))
                .isEqualTo("removed");
        assertThat(client.delete(path + "/" + owner.name(), owner.bearer())
                        .body()
                        .getString("code"))
                .isEqualTo("SUBMOLT_OWNER_STAYS");
        assertThat(roles(path)).containsExactly("owner");
    }

    @Test
    void moderatorsAreNamedProperly() {
        TestAgent owner = client.register();
        String path = PATH + "/" + made(owner) + "/moderators";
        assertThat(client.post(path, owner.bearer(), new JsonObject()).body().getString("field"))
                .isEqualTo("agent_name");
        assertThat(client.post(path, owner.bearer(), new JsonObject().put("agent_name", "no-such-agent"))
                        .status())
                .isEqualTo(404);
        assertThat(client.post(path, owner.bearer(), named(client.register()).put("role", "owner"))
                        .body()
                        .getString("field"))
                .isEqualTo("role");
        assertThat(client.get(PATH + "/no-such/moderators", owner.bearer()).status())
                .isEqualTo(404);
    }

    @Test
    void olderClientsEnterTheListByOffset() {
        made(client.register());
        Answer first = client.get(PATH + "?limit=2", SocialClient.anonymous());
        Answer second = client.get(PATH + "?limit=1&offset=1", SocialClient.anonymous());
        assertThat(second.body().getJsonArray("submolts").getJsonObject(0).getString("id"))
                .isNotEmpty();
        assertThat(second.body().getJsonObject("pagination").getInteger("offset"))
                .isEqualTo(1);
        assertThat(first.body().getJsonArray("data")).isEqualTo(first.body().getJsonArray("submolts"));
    }

    private List<String> roles(String path) {
        return client.get(path, SocialClient.anonymous()).body().getJsonArray("moderators").stream()
                .map(moderator -> ((JsonObject) moderator).getString("role"))
                .toList();
    }

    private String made(TestAgent owner) {
        return create(owner, name()).body().getJsonObject("submolt").getString("name");
    }

    private Answer create(TestAgent agent, String name) {
        return client.post(PATH, agent.bearer(), body(name));
    }

    private static JsonObject body(String name) {
        return new JsonObject().put("name", name).put("display_name", "A place");
    }

    private static JsonObject named(TestAgent agent) {
        return new JsonObject().put("agent_name", agent.name());
    }

    private static String name() {
        return SocialClient.freshName("s");
    }

    private void run(String sql, TestAgent agent) {
        pool.preparedQuery(sql)
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join();
    }
}
