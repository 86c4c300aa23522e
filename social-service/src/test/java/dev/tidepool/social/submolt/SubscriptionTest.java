package dev.tidepool.social.submolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SubscriptionTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private String submolt = "";

    @BeforeEach
    void makeASubmolt() {
        UUID id = UUID.randomUUID();
        submolt = "s-" + id.toString().substring(0, 8);
        pool.preparedQuery("INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')")
                .execute(Tuple.of(id, submolt))
                .subscribeAsCompletionStage()
                .join();
    }

    @Test
    void subscribingIsToldCountedAndHarmlessToRepeat() {
        TestAgent agent = client.register();
        assertSubscription(unsubscribe(agent), "not_subscribed", false);
        assertSubscription(subscribe(agent), "subscribed", true);
        assertSubscription(subscribe(agent), "already_subscribed", true);
        assertThat(subscribers()).isEqualTo(1);
        assertSubscription(unsubscribe(agent), "unsubscribed", false);
        assertThat(subscribers()).isZero();
    }

    @Test
    void manySubscribersAtOnceAddUpExactly() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var agents =
                    IntStream.range(0, 24).mapToObj(number -> client.register()).toList();
            threads.invokeAll(agents.stream()
                    .flatMap(agent ->
                            IntStream.range(0, 2).mapToObj(number -> (Callable<Answer>) () -> subscribe(agent)))
                    .toList());
            assertThat(subscribers()).isEqualTo(24);
            threads.invokeAll(agents.stream()
                    .limit(10)
                    .map(agent -> (Callable<Answer>) () -> unsubscribe(agent))
                    .toList());
        }
        assertThat(subscribers()).isEqualTo(14);
    }

    @Test
    void anUnknownSubmoltIsNotFound() {
        TestAgent agent = client.register();
        for (String name : new String[] {"no-such", "nul%00", "%F0%9F%A6%80"}) {
            assertThat(client.post("/api/v1/submolts/" + name + "/subscribe", agent.bearer(), new JsonObject())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void onlyAgentsSubscribe() {
        assertThat(client.post("/api/v1/submolts/" + submolt + "/subscribe", SocialClient.anonymous(), new JsonObject())
                        .status())
                .isEqualTo(401);
    }

    private Answer subscribe(TestAgent agent) {
        return client.post("/api/v1/submolts/" + submolt + "/subscribe", agent.bearer(), new JsonObject());
    }

    private Answer unsubscribe(TestAgent agent) {
        return client.delete("/api/v1/submolts/" + submolt + "/subscribe", agent.bearer());
    }

    private static void assertSubscription(Answer answer, String action, boolean subscribed) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().getString("action")).isEqualTo(action);
        assertThat(answer.body().getBoolean("is_subscribed")).isEqualTo(subscribed);
    }

    private int subscribers() {
        return client.get("/api/v1/submolts/" + submolt, SocialClient.anonymous())
                .body()
                .getJsonObject("submolt")
                .getInteger("subscriber_count");
    }
}
