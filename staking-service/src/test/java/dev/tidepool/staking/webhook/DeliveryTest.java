package dev.tidepool.staking.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.seal.Sealed;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiverResource;
import dev.tidepool.staking.webhook.DeliveryRepository.Due;
import dev.tidepool.staking.webhook.DeliveryRepository.Ending;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries that come in each other's way: of one organisation, of one webhook, and of one that ends meanwhile. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WEBHOOKS = "/v1/staking/webhooks";

    @Inject
    Pool pool;

    @Inject
    Clusters clusters;

    @Inject
    DeliveryRepository deliveries;

    @Inject
    WebhookFanOut fanOut;

    @Inject
    WebhookJob job;

    private final StakingApi api = new StakingApi();
    private final String path = "/" + UUID.randomUUID();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        receiver.open();
    }

    @AfterEach
    void close() {
        receiver.close();
        // What is left of this organisation's would be told to the next test's receiver.
        sql(
                "DELETE FROM staking.webhooks WHERE organization = $1",
                api.organization().value());
    }

    @Test
    void anOrganizationWithManySlowWebhooksHoldsUpNoOther() {
        receiver.hold(path);
        plant(create(), 2, "now()");
        Eventually.within(SOON, () -> assertThat(receiver.at(path)).hasSize(2));
        // Two of each might be under way, six in all.
        Stream.generate(this::create).limit(4).forEach(webhook -> plant(webhook, 8, "now()"));
        Eventually.within(SOON, () -> assertThat(receiver.at(path)).hasSize(3));
        StakingApi other = new StakingApi();
        String elsewhere = "/" + UUID.randomUUID();
        plant(create(other, elsewhere), 1, "now()");

        Eventually.within(SOON, () -> assertThat(receiver.at(elsewhere)).hasSize(1));

        assertThat(receiver.at(path)).as("its share").hasSize(3);
    }

    @Test
    void nothingWaitsForAWebhookThatIsDisabledOrDeleted() {
        UUID webhook = create();
        receiver.refuse(Integer.MAX_VALUE);
        plant(webhook, 10, "now()");
        plant(webhook, 3, "now() + interval '1 day'");

        Eventually.within(
                SOON, () -> assertThat(count(webhook, "status = 'failed'")).isEqualTo(13));
        assertThat(count(webhook, "last_error = 'The webhook was disabled.'")).isEqualTo(3);

        UUID deleted = create();
        plant(deleted, 2, "now() + interval '1 day'");
        given().header("Authorization", TestTokens.bearer(api.organization(), "staking:read", "staking:write"))
                .delete(WEBHOOKS + "/" + deleted)
                .then()
                .statusCode(204);
        assertThat(count(deleted, "true")).isZero();
    }

    @Test
    void aReplayOfWhatIsUnderWayDoesNotBeginItAnew() {
        UUID webhook = create();
        UUID delivery = plant(webhook, 1, "now() + interval '1 day'").getFirst();
        sql("UPDATE staking.webhook_deliveries SET attempts = 1 WHERE id = $1", delivery);
        String replay = WEBHOOKS + "/" + webhook + "/deliveries/" + delivery + "/replay";

        api.post(replay, Map.of())
                .then()
                .statusCode(202)
                .body("attempts", equalTo(1))
                .body("status", equalTo("pending"));
        assertThat(count(webhook, "attempts = 1 AND next_attempt_at > now() + interval '1 hour'"))
                .isOne();

        end(webhook, delivery);
        assertThat(count(webhook, "status = 'delivered'")).isOne();
        api.post(replay, Map.of()).then().statusCode(202).body("attempts", equalTo(0));
        Eventually.within(SOON, () -> assertThat(receiver.at(path)).hasSize(1));
        api.post(WEBHOOKS + "/" + webhook + "/deliveries/" + UUID.randomUUID() + "/replay", Map.of())
                .then()
                .statusCode(404)
                .body("code", equalTo("DELIVERY_NOT_FOUND"));
    }

    @Test
    void aWebhookThatIsBeingDeletedIsNotToldAndFailsNobody() {
        UUID deleted = create();
        UUID other = create();

        pool.withTransaction(deleting -> deleting.preparedQuery("DELETE FROM staking.webhooks WHERE id = $1")
                        .execute(Tuple.of(deleted))
                        .chain(this::tell))
                .await()
                .atMost(SOON);

        assertThat(count(other, "true")).isOne();
        assertThat(count(deleted, "true")).isZero();
    }

    @Test
    void aWebhookOneOfWhoseDeliveriesEndsIsToldOfWhatComesMeanwhile() {
        UUID webhook = create();
        UUID delivery = plant(webhook, 1, "now() + interval '1 day'").getFirst();
        sql("UPDATE staking.webhook_deliveries SET attempts = 1 WHERE id = $1", delivery);

        CompletableFuture<Void> ended = pool.withTransaction(holding -> holding.preparedQuery(
                                "SELECT FROM staking.webhook_deliveries WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(delivery))
                        .map(held -> deliveries
                                .end(due(webhook, delivery), delivered(), 10)
                                .subscribeAsCompletionStage())
                        .call(ending -> awaitHeld(webhook))
                        .call(this::tell))
                .await()
                .atMost(SOON);
        assertThat(ended).succeedsWithin(SOON);

        assertThat(count(webhook, "subject = 'told'")).isOne();
        assertThat(count(webhook, "id = '" + delivery + "' AND status = 'delivered'"))
                .isOne();
    }

    @Test
    void allThatIsOldIsRemovedAtOnce() {
        UUID webhook = create();
        plant(webhook, 2500, "now() + interval '1 day'");
        sql(
                "UPDATE staking.webhook_deliveries SET created_at = now() - interval '1 year' WHERE webhook_id = $1",
                webhook);
        plant(webhook, 1, "now() + interval '1 day'");

        job.tidy().await().atMost(SOON);

        assertThat(count(webhook, "true")).isOne();
    }

    /** Until somebody has locked the webhook: then it cannot be had for a change any more. */
    private Uni<Void> awaitHeld(UUID webhook) {
        return pool.preparedQuery("SELECT FROM staking.webhooks WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED")
                .execute(Tuple.of(webhook))
                .repeat()
                .until(free -> free.size() == 0)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> tell() {
        return pool.withTransaction(transaction -> fanOut.tell(
                transaction,
                api.organization(),
                clusters.byDefault().names(),
                EventType.STAKE_CONFIRMED,
                "told",
                new JsonObject()));
    }

    private void end(UUID webhook, UUID delivery) {
        deliveries.end(due(webhook, delivery), delivered(), 10).await().atMost(SOON);
    }

    /** The first attempt. */
    private Due due(UUID webhook, UUID delivery) {
        return new Due(
                new DeliveryId(delivery),
                new WebhookId(webhook),
                api.organization(),
                URI.create(receiver.url(path)),
                new Sealed("key", new byte[] {1}),
                "stake_confirmed",
                "{}",
                1);
    }

    private static Ending delivered() {
        return new Ending("delivered", Duration.ZERO, Optional.of(204), Optional.empty());
    }

    private UUID create() {
        return create(api, path);
    }

    private UUID create(StakingApi by, String at) {
        return UUID.fromString(by.post(WEBHOOKS, Map.of("url", receiver.url(at), "events", List.of("stake_confirmed")))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id"));
    }

    private List<UUID> plant(UUID webhook, int count, String when) {
        return sql("""
                        INSERT INTO staking.webhook_deliveries (id, webhook_id, subject, type, body, next_attempt_at)
                        SELECT gen_random_uuid(), $1, gen_random_uuid()::text, 'stake_confirmed', '{}', %s
                        FROM generate_series(1, %d) RETURNING id""".formatted(when, count), webhook)
                .map(row -> row.getUUID(0))
                .toList();
    }

    private long count(UUID webhook, String condition) {
        return sql("SELECT count(*) FROM staking.webhook_deliveries WHERE webhook_id = $1 AND " + condition, webhook)
                .map(row -> row.getLong(0))
                .findFirst()
                .orElseThrow();
    }

    private Stream<Row> sql(String statement, UUID value) {
        return StreamSupport.stream(
                pool.preparedQuery(statement)
                        .execute(Tuple.of(value))
                        .await()
                        .atMost(SOON)
                        .spliterator(),
                false);
    }
}
