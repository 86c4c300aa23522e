package dev.tidepool.social.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.Receiver;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.webhook.OutcomeRepository.Failure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No webhook is held up by what another does, and none is blamed for what is not its doing. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class WebhookFairnessTest {

    private static final String PATH = "/api/v1/webhooks";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    @Inject
    WebhookConfig config;

    @Inject
    OutcomeRepository outcomes;

    private final SocialClient client = new SocialClient();
    private final TestAgent agent = client.register();
    private Receiver receiver;

    @BeforeEach
    void listen() {
        receiver = new Receiver();
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    /** Its four attempts are out, and take their time. */
    @Test
    void theBacklogOfOneKeepsNoOtherWaiting() {
        String slow = made();
        waiting(slow, 2500, "now() - interval '1 hour'");
        sql("""
                UPDATE social.webhook_deliveries SET leased_until = now() + interval '1 hour', next_attempt_at = now() + interval '1 hour'
                WHERE id IN (SELECT id FROM social.webhook_deliveries WHERE webhook_id = '%s' LIMIT 4)""".formatted(slow));
        String other = made();
        test(other);
        await(other, "delivered", 1);
        assertThat(count(slow, "delivered")).isZero();
        assertThat(count(slow, "pending")).isEqualTo(2500);
        client.delete(PATH + "/" + slow, agent.bearer());
    }

    @Test
    void whatWaitsForOneThatIsDisabledIsOver() {
        String webhook = made();
        waiting(webhook, 3, "now() + interval '1 hour'");
        client.patch(PATH + "/" + webhook, agent.bearer(), new JsonObject().put("enabled", false));
        assertThat(count(webhook, "failed")).isEqualTo(3);
        assertThat(count(webhook, "pending")).isZero();
    }

    @Test
    void whatWaitsForOneThatFailedTooOftenIsOver() {
        String at = "/" + UUID.randomUUID();
        receiver.answers(at, before -> 500);
        String webhook = made(at);
        waiting(webhook, 3, "now() + interval '1 hour'");
        test(webhook);
        test(webhook);
        await(webhook, "pending", 0);
        assertThat(text("SELECT string_agg(DISTINCT last_error, '') FROM social.webhook_deliveries WHERE webhook_id = '"
                        + webhook + "' AND attempts = 0"))
                .isEqualTo("The webhook was disabled.");
    }

    @Test
    void noMoreWaitForOneThanMay() {
        String webhook = made();
        waiting(webhook, config.maxPending(), "now() + interval '1 hour'");
        Answer refused = test(webhook);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().getString("code")).isEqualTo("WEBHOOK_BUSY");
        String delivery =
                text("SELECT id::text FROM social.webhook_deliveries WHERE webhook_id = '" + webhook + "' LIMIT 1");
        assertThat(client.post(
                                PATH + "/" + webhook + "/deliveries/" + delivery + "/replay",
                                agent.bearer(),
                                new JsonObject())
                        .status())
                .isEqualTo(409);
        String other = made();
        sql("""
                INSERT INTO social.journal_inbox (event_id, type, time, data, agent_id)
                VALUES (gen_random_uuid(), 'dm:sent', now(), '{}', '%s')""".formatted(agent.id()));
        await(other, "delivered", 1);
        assertThat(count(webhook, "pending")).isEqualTo(config.maxPending());
        client.delete(PATH + "/" + webhook, agent.bearer());
    }

    @Test
    void aKeyThatIsMissingHereIsNotTheReceiversFailure() {
        String webhook = made();
        String key = text("SELECT key_id FROM social.webhooks WHERE id = '" + webhook + "'");
        sql("UPDATE social.webhooks SET key_id = 'elsewhere' WHERE id = '" + webhook + "'");
        test(webhook);
        Eventually.within(SOON, () -> assertThat(text("""
                                SELECT concat(status, ' ', attempts, ' ', leased_until IS NULL, ' ',
                                    next_attempt_at > created_at + interval '30 seconds')
                                FROM social.webhook_deliveries WHERE webhook_id = '%s'""".formatted(webhook))).isEqualTo("pending 0 t t"));
        assertThat(client.get(PATH + "/" + webhook, agent.bearer())
                        .body()
                        .getJsonObject("webhook")
                        .getInteger("failures_in_row"))
                .isZero();
        sql("UPDATE social.webhooks SET key_id = '" + key + "' WHERE id = '" + webhook + "'");
        sql("UPDATE social.webhook_deliveries SET next_attempt_at = now() WHERE webhook_id = '" + webhook + "'");
        await(webhook, "delivered", 1);
    }

    /** Both are the first attempt: a replay begins to count anew. */
    @Test
    void theOutcomeOfAnAttemptThatAReplayOvertookDoesNotCount() {
        String webhook = made();
        waiting(webhook, 1, "now() + interval '1 hour'");
        sql("""
                UPDATE social.webhook_deliveries SET attempts = 1, lease = 2, leased_until = now() + interval '1 hour'
                WHERE webhook_id = '%s'""".formatted(webhook));
        assertThat(givenUp(webhook, 1)).isFalse();
        assertThat(count(webhook, "pending")).isOne();
        assertThat(givenUp(webhook, 2)).isTrue();
        assertThat(count(webhook, "failed")).isOne();
    }

    @Test
    void aPortIsOne() {
        for (String url : new String[] {"https://example.com:99999/", "https://example.com:0/"}) {
            assertThatThrownBy(() -> new WebhookRequest(url, null, null, null).checked(config))
                    .as(url)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("65535");
        }
        assertThat(new WebhookRequest("https://example.com:65535/", null, null, null)
                        .checked(config)
                        .url())
                .isPresent();
    }

    /** The later made has the lower id: in the order in which they were made, the two would wait for each other. */
    @Test
    void anAgentThatLeavesLocksItsWebhooksInTheOrderOfTheirIds() {
        sealed("ffffffff-0000-7000-8000-" + agent.id().toString().substring(24));
        String low = sealed("00000000-0000-7000-8000-" + agent.id().toString().substring(24));
        String high = low.replace("00000000-", "ffffffff-");
        SqlConnection connection = pool.getConnection().await().indefinitely();
        Transaction transaction = connection.begin().await().indefinitely();
        connection
                .query("SELECT FROM social.webhooks WHERE id = '" + low + "' FOR KEY SHARE")
                .execute()
                .await()
                .indefinitely();
        Thread leaving = Thread.ofVirtual()
                .start(() -> client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer()));
        Eventually.within(SOON, () -> assertThat(text("""
                        SELECT count(*)::text FROM pg_stat_activity
                        WHERE wait_event_type = 'Lock' AND query LIKE '%agents%'""")).isNotEqualTo("0"));
        connection
                .query("SELECT FROM social.webhooks WHERE id = '" + high + "' FOR KEY SHARE NOWAIT")
                .execute()
                .await()
                .indefinitely();
        transaction.commit().await().indefinitely();
        connection.close().await().indefinitely();
        Eventually.within(SOON, () -> assertThat(leaving.isAlive()).isFalse());
        assertThat(text("SELECT count(*)::text FROM social.webhooks WHERE agent_id = '" + agent.id() + "'"))
                .isEqualTo("0");
    }

    private String sealed(String id) {
        sql("""
                INSERT INTO social.webhooks
                    (id, agent_id, url, description, events, key_id, sealed_secret, created_at, updated_at)
                VALUES ('%s', '%s', 'https://example.com', '', '{upvote}', 'none', '', clock_timestamp(), now())""".formatted(id, agent.id()));
        return id;
    }

    private boolean givenUp(String webhook, long lease) {
        DueDelivery due = new DueDelivery(
                DeliveryId.fromString(
                        text("SELECT id::text FROM social.webhook_deliveries WHERE webhook_id = '" + webhook + "'")),
                WebhookId.fromString(webhook),
                agent.id(),
                URI.create(receiver.url("/")),
                new Sealed("none", new byte[0]),
                "webhook:test",
                "{}",
                1,
                lease,
                true);
        return pool.withTransaction(transaction ->
                        outcomes.giveUp(transaction, due, new Failure(Optional.empty(), "Late."), Instant.now()))
                .await()
                .indefinitely();
    }

    private String made() {
        return made("/" + UUID.randomUUID());
    }

    private String made(String at) {
        Answer answer = client.post(
                PATH,
                agent.bearer(),
                new JsonObject().put("url", receiver.url(at)).put("events", JsonArray.of("dm:*")));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body().getJsonObject("webhook").getString("id");
    }

    private Answer test(String webhook) {
        return client.post(PATH + "/" + webhook + "/test", agent.bearer(), new JsonObject());
    }

    private void waiting(String webhook, int count, String due) {
        sql("""
                INSERT INTO social.webhook_deliveries (id, webhook_id, event_id, type, body, next_attempt_at, created_at)
                SELECT gen_random_uuid(), '%s', gen_random_uuid(), 'webhook:test', '{}', %s, now()
                FROM generate_series(1, %d)""".formatted(webhook, due, count));
    }

    private void await(String webhook, String status, int count) {
        Eventually.within(SOON, () -> assertThat(count(webhook, status)).isEqualTo(count));
    }

    private int count(String webhook, String status) {
        return Integer.parseInt(text("SELECT count(*)::text FROM social.webhook_deliveries WHERE webhook_id = '"
                + webhook + "' AND status = '" + status + "'"));
    }

    private String text(String query) {
        return pool.query(query)
                .execute()
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }
}
