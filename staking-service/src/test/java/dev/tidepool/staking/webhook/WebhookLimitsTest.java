package dev.tidepool.staking.webhook;

import static dev.tidepool.staking.test.Steps.SOL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiverResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where telling ends: at addresses that are not public, receivers that never take anything, and too much that waits; and who did it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
@Slow
class WebhookLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WEBHOOKS = "/v1/staking/webhooks";

    @Inject
    Pool pool;

    @Inject
    EventSubscriber subscriber;

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
    }

    @Test
    void anAddressIsCheckedAtEachAttempt() {
        JsonPath webhook = create();
        sql("UPDATE staking.webhooks SET url = 'https://10.0.0.1/' WHERE id = $1", id(webhook));
        makeDue(webhook, 1, "now()");

        Eventually.within(
                SOON,
                () -> assertThat(deliveries(webhook).getString("deliveries[0].lastError"))
                        .contains("ADDRESS_REFUSED"));
    }

    @Test
    void oneThatNeverTakesAnythingIsDisabledAndReplaysNothing() {
        JsonPath webhook = create();
        receiver.refuse(Integer.MAX_VALUE);
        makeDue(webhook, 10, "now()");

        Eventually.within(
                SOON, () -> api.get(WEBHOOKS).then().body("webhooks[0].disabledReason", containsString("500")));

        api.get(WEBHOOKS).then().body("webhooks[0].enabled", equalTo(false));
        String delivery = deliveries(webhook).getString("deliveries[0].id");
        api.post(WEBHOOKS + "/" + id(webhook) + "/deliveries/" + delivery + "/replay", Map.of())
                .then()
                .statusCode(409)
                .body("code", equalTo("WEBHOOK_DISABLED"))
                .body("detail", containsString("another webhook"));
        new StakingApi()
                .post(WEBHOOKS + "/" + id(webhook) + "/deliveries/" + delivery + "/replay", Map.of())
                .then()
                .statusCode(404)
                .body("code", equalTo("WEBHOOK_NOT_FOUND"));
        stake();
        assertThat(deliveries(webhook).getList("deliveries")).hasSize(10);
    }

    @Test
    void whatComesBeyondAThousandThatWaitIsNotTold() {
        JsonPath full = create();
        JsonPath other = create();
        makeDue(full, 1000, "now() + interval '1 day'");
        makeDue(other, 999, "now() + interval '1 day'");

        stake();

        assertThat(count(full)).isEqualTo(1000);
        assertThat(count(other)).isEqualTo(1000);
    }

    @Test
    void theAuditTrailHasWhoMadeAndDeletedIt() {
        Queue<Event> told = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ofService("staking"), told::add);
        // Whether it listens already nobody knows until it hears something.
        Eventually.within(SOON, () -> {
            delete(create());
            assertThat(told).isNotEmpty();
        });
        JsonPath webhook = create();
        delete(webhook);

        Eventually.within(
                SOON,
                () -> assertThat(told)
                        .filteredOn(event ->
                                id(webhook).toString().equals(event.data().getString("webhookId")))
                        .allMatch(Event::isAudited)
                        .allMatch(event -> !event.data().getString("by").isBlank())
                        .extracting(Event::type)
                        .containsExactly("stake:webhook_created", "stake:webhook_deleted"));
    }

    private void delete(JsonPath webhook) {
        given().header("Authorization", TestTokens.bearer(api.organization(), "staking:read", "staking:write"))
                .delete(WEBHOOKS + "/" + id(webhook))
                .then()
                .statusCode(204);
    }

    private void makeDue(JsonPath webhook, int count, String when) {
        pool.preparedQuery("""
                        INSERT INTO staking.webhook_deliveries (id, webhook_id, subject, type, body, next_attempt_at)
                        SELECT gen_random_uuid(), $1, number::text, 'stake_confirmed', '{}', %s
                        FROM generate_series(1, $2) number""".formatted(when))
                .execute(Tuple.of(id(webhook), count))
                .await()
                .indefinitely();
    }

    private long count(JsonPath webhook) {
        return sql("SELECT count(*) FROM staking.webhook_deliveries WHERE webhook_id = $1", id(webhook))
                .iterator()
                .next()
                .getLong(0);
    }

    private RowSet<Row> sql(String statement, Object value) {
        return pool.preparedQuery(statement).execute(Tuple.of(value)).await().indefinitely();
    }

    private void stake() {
        LocalChain chain = new LocalChain();
        Wallet owner = Wallet.create();
        chain.airdrop(owner.address(), 10 * SOL);
        new Steps(api, chain).stake(owner, SOL);
    }

    private JsonPath create() {
        return api.post(WEBHOOKS, Map.of("url", receiver.url(path)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private JsonPath deliveries(JsonPath webhook) {
        return api.get(WEBHOOKS + "/" + id(webhook) + "/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static UUID id(JsonPath webhook) {
        return UUID.fromString(webhook.getString("id"));
    }
}
