package dev.tidepool.social.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.skillcomment.SkillComments;
import dev.tidepool.social.test.Counted;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.Receiver;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes of webhooks are audited, how attempts are counted, and what is forgotten of them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class WebhookToldTest {

    private static final String PATH = "/api/v1/webhooks";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @Inject
    WebhookJob job;

    private final SocialClient client = new SocialClient();
    private final String at = "/" + UUID.randomUUID();
    private Receiver receiver;

    @BeforeEach
    void listen() {
        receiver = new Receiver();
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    @Test
    void eachChangeIsAudited() {
        TestAgent agent = client.register();
        try (ToldEvents told = new ToldEvents(redis)) {
            String id = made(agent, "*");
            client.patch(PATH + "/" + id, agent.bearer(), new JsonObject().put("description", "Mine"));
            client.delete(PATH + "/" + id, agent.bearer());
            for (String what : new String[] {"created", "updated", "deleted"}) {
                JsonObject event = told.await("webhook:" + what, agent);
                assertThat(event.getJsonArray("rooms")).as(what).containsExactly(Event.AUDIT_ROOM);
                assertThat(event.getJsonObject("data").getString("webhookId")).isEqualTo(id);
                assertThat(event.encode()).doesNotContain(at);
            }
        }
    }

    @Test
    void attemptsAreCountedByWhatBecameOfThem() {
        Counted delivered = new Counted(metrics, "tidepool.social.webhook.attempts", "outcome", "delivered");
        Counted failed = new Counted(metrics, "tidepool.social.webhook.attempts", "outcome", "failed");
        TestAgent agent = client.register();
        receiver.answers(at, before -> before == 0 ? 500 : 204);
        test(agent, made(agent, "*"));
        Eventually.within(SOON, () -> assertThat(delivered.since()).isPositive());
        assertThat(failed.since()).isPositive();
    }

    @Test
    void whatIsGivenUpAndWhatIsDisabledIsCounted() {
        Counted givenUp = new Counted(metrics, "tidepool.social.webhook.attempts", "outcome", "given_up");
        Counted disabled = new Counted(metrics, "tidepool.social.webhooks.disabled");
        TestAgent agent = client.register();
        receiver.answers(at, before -> 500);
        String id = made(agent, "upvote");
        try (ToldEvents told = new ToldEvents(redis)) {
            test(agent, id);
            test(agent, id);
            JsonObject event = told.await("webhook:disabled", agent);
            assertThat(event.getJsonArray("rooms")).containsExactly("user:" + agent.id(), Event.AUDIT_ROOM);
        }
        Eventually.within(SOON, () -> assertThat(givenUp.since()).isPositive());
        Eventually.within(SOON, () -> assertThat(disabled.since()).isPositive());
    }

    @Test
    void aCommentOnAnAgentsSkillIsDelivered() {
        Counted deliveries = new Counted(metrics, "tidepool.social.webhook.deliveries");
        Counted entries = new Counted(metrics, "tidepool.social.journal.entries");
        String slug = SkillShares.freshSlug();
        TestAgent owner = new SkillShares(client).published(slug);
        made(owner, "skill_comment");
        TestAgent author = client.register();
        new SkillComments(client).comment(author, slug, "Hello there");
        Receiver.Request request = Eventually.value(
                SOON, "skill_comment", () -> receiver.at(at).stream().findFirst());
        assertThat(request.event()).isEqualTo("skill_comment");
        JsonObject data = request.body().getJsonObject("data");
        assertThat(data.getString("skill")).isEqualTo(slug);
        assertThat(data.getString("actorName")).isEqualTo(author.name());
        assertThat(request.body().encode()).doesNotContain("Hello there");
        assertThat(deliveries.since()).isPositive();
        assertThat(entries.since()).isPositive();
    }

    @Test
    void oldDeliveriesAreForgotten() {
        TestAgent agent = client.register();
        String id = made(agent, "*");
        test(agent, id);
        test(agent, id);
        Eventually.value(SOON, "both", () -> Optional.of(receiver.at(at)).filter(all -> all.size() >= 2));
        pool.preparedQuery("""
                UPDATE social.webhook_deliveries SET created_at = now() - interval '8 days'
                WHERE id = (SELECT id FROM social.webhook_deliveries WHERE webhook_id = $1 LIMIT 1)""")
                .execute(Tuple.of(UUID.fromString(id)))
                .subscribeAsCompletionStage()
                .join();
        job.forget().subscribeAsCompletionStage().join();
        assertThat(client.get(PATH + "/" + id + "/deliveries", agent.bearer())
                        .body()
                        .getJsonArray("deliveries"))
                .hasSize(1);
    }

    private String made(TestAgent agent, String event) {
        Answer answer = client.post(
                PATH,
                agent.bearer(),
                new JsonObject().put("url", receiver.url(at)).put("events", JsonArray.of(event)));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body().getJsonObject("webhook").getString("id");
    }

    private void test(TestAgent agent, String id) {
        client.post(PATH + "/" + id + "/test", agent.bearer(), new JsonObject());
    }
}
