package dev.tidepool.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What services tell of security, in the organisation's trail. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ServiceEventTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    Uuid7Generator ids;

    @Inject
    ServiceEvents trail;

    private final String type = "thing:t" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");

    @Test
    void isOneEntryHoweverOftenItComes() {
        publish(event(
                Organizations.MAIN,
                new JsonObject()
                        .put("by", "account:x")
                        .put("severity", "warning")
                        .put("name", "KEY")
                        .put("hosts", new JsonArray().add("a.example"))));
        Eventually.within(SOON, () -> assertThat(entries(Organizations.MAIN)).hasSize(1));
        JsonObject entry = entries(Organizations.MAIN).getFirst();
        assertThat(entry.getString("actor")).isEqualTo("account:x");
        assertThat(entry.getString("severity")).isEqualTo("warning");
        assertThat(entry.getJsonObject("details"))
                .isEqualTo(new JsonObject().put("name", "KEY").put("hosts", "[\"a.example\"]"));
        assertThat(entries(Organizations.OTHER)).isEmpty();
        // As after a time without Redis: the stream is read again, and what follows comes after it.
        trail.resumed();
        publish(event(Organizations.MAIN, new JsonObject().put("by", "account:y")));
        Eventually.within(
                SOON,
                () -> assertThat(entries(Organizations.MAIN))
                        .extracting(each -> each.getString("actor"))
                        .containsExactly("account:y", "account:x"));
    }

    @Test
    void whatIsNotForTheTrailIsNotInIt() {
        publish(Event.of(
                ids.next(EventId::new),
                type,
                organization(Organizations.MAIN),
                Instant.now(),
                List.of("organization:" + organization(Organizations.MAIN)),
                new JsonObject()));
        publish(event(Organizations.MAIN, new JsonObject().put("severity", "none such")));
        publish(event(Organizations.MAIN, new JsonObject().put("by", "account:last")));
        Eventually.within(
                SOON,
                () -> assertThat(entries(Organizations.MAIN))
                        .extracting(each -> each.getString("actor"))
                        .containsExactly("account:last"));
    }

    private Event event(Organizations organization, JsonObject data) {
        OrganizationId id = organization(organization);
        return Event.of(ids.next(EventId::new), type, id, Instant.now(), List.of("organization:" + id), data)
                .audited();
    }

    private void publish(Event event) {
        pool.withTransaction(transaction -> outbox.append(transaction, event))
                .subscribeAsCompletionStage()
                .join();
        relay.wake();
    }

    private List<JsonObject> entries(Organizations organization) {
        return Trail.of(organization, "type=" + type.replace(':', '.'));
    }

    private static OrganizationId organization(Organizations organization) {
        return OrganizationId.fromString(Gateway.bodyOf(Gateway.send(Gateway.as(organization.key(), "/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id"));
    }
}
