package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RawSocket;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.gateway.support.TableLock;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A socket lives as long as the credential it was opened with. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketCredentialTest {

    private static final String HUB = "/v1/realtime";

    @Inject
    RedisDataSource redis;

    @Inject
    Pool pool;

    @Test
    void asksAgainWhenAKeyEndsWhileItsSocketIsBeingOpened() {
        StandInService.SESSION.start();
        JsonObject key = newKey();
        double doubts = Gateway.metric("tidepool_socket_doubts_total");
        try (RawSocket client = RawSocket.asking("/v1/sessions/held/socket", key.getString("apiKey"))) {
            assertThat(StandInService.SESSION.next().uri()).isEqualTo("/v1/sessions/held/socket");
            assertThat(statusOf(
                            authorized("/v1/api-keys/" + key.getString("id")).DELETE()))
                    .isEqualTo(204);
            StandInService.SESSION.letIn();
            client.awaitUpgrade();
            assertThat(client.next(RawSocket.CLOSE).closeCode()).isEqualTo(1008);
        }
        assertThat(Gateway.metric("tidepool_socket_doubts_total")).isGreaterThan(doubts);
    }

    @Test
    void closesTheSocketsOfARevokedKeyAsItIsAnnounced() throws SQLException {
        StandInService.SESSION.start();
        JsonObject key = newKey();
        String text = key.getString("apiKey");
        try (SocketClient hub = open(text);
                SocketClient byTicket = SocketClient.open(HUB + "?ticket=" + ticketOf(text), "");
                SocketClient service = SocketClient.open("/v1/sessions/1/socket", text);
                SocketClient other = open(Organizations.MAIN.key())) {
            assertThat(statusOf(
                            authorized("/v1/api-keys/" + key.getString("id")).DELETE()))
                    .isEqualTo(204);
            // From now on nobody finds out by asking what the key is worth.
            try (TableLock locked = TableLock.on("gateway.api_key")) {
                assertThat(hub.closeCode()).isEqualTo(1008);
                assertThat(byTicket.closeCode()).isEqualTo(1008);
                assertThat(service.closeCode()).isEqualTo(1008);
                locked.release();
            }
            other.subscribe("post:1");
        }
    }

    @Test
    void heedsWhatAnotherGatewayAnnounces() {
        String text = newKey().getString("apiKey");
        try (SocketClient client = open(text)) {
            announceEnd(text, Instant.now());
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void tellsOfTheEndBeforehandAndEndsThen() {
        String text = newKey().getString("apiKey");
        try (SocketClient client = open(text)) {
            Instant end = Instant.now().plusSeconds(2);
            announceEnd(text, end);
            JsonObject notice = client.nextJson();
            assertThat(notice.getString("type")).isEqualTo("credential_expiring");
            assertThat(Instant.parse(notice.getString("expiresAt")).toEpochMilli())
                    .isEqualTo(end.toEpochMilli());
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).isEqualTo("credential_expired");
            assertThat(Instant.now()).as("not before").isAfter(end.minusMillis(10));
        }
    }

    @Test
    void goesOnWithAFreshCredential() {
        String text = newKey().getString("apiKey");
        try (SocketClient client = open(text)) {
            announceEnd(text, Instant.now().plusSeconds(2));
            assertThat(client.nextJson().getString("type")).isEqualTo("credential_expiring");
            // The key itself lives: only the word of its end was false, and a look at it again corrects that.
            client.say(new JsonObject()
                    .put("type", "authenticate")
                    .put("payload", new JsonObject().put("token", text))
                    .encode());
            assertThat(client.nextJson().getString("type")).isEqualTo("authenticated");
            Instant later = Instant.now().plusSeconds(3);
            Eventually.within(
                    Duration.ofSeconds(10), () -> assertThat(Instant.now()).isAfter(later));
            client.subscribe("post:1");
        }
    }

    @Test
    void closesTheSocketsOfASessionThatEnds() {
        Person person = Person.registered();
        Person elsewhere = person.loggedInAgain();
        try (SocketClient client = open(person.access());
                SocketClient other = open(elsewhere.access())) {
            assertThat(person.visitor()
                            .post("/v1/auth/logout", new JsonObject().put("refresh_token", person.refresh()))
                            .statusCode())
                    .isLessThan(300);
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).isEqualTo("credential_revoked");
            other.subscribe("post:1");
        }
    }

    @Test
    void findsOutByItselfWhatNobodyAnnounced() {
        JsonObject key = newKey();
        try (SocketClient client = open(key.getString("apiKey"))) {
            pool.preparedQuery("UPDATE gateway.api_key SET revoked_at = now() WHERE id = $1::uuid")
                    .execute(Tuple.of(UUID.fromString(key.getString("id"))))
                    .subscribeAsCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void findsOutByItselfThatSomebodyMayLessNow() {
        Person owner = Person.registered();
        Person admin = owner.invites("admin");
        try (SocketClient client = open(admin.access())) {
            pool.preparedQuery("UPDATE gateway.account SET role = 'readonly' WHERE id = $1::uuid")
                    .execute(Tuple.of(UUID.fromString(admin.account())))
                    .subscribeAsCompletionStage()
                    .toCompletableFuture()
                    .join();
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).isEqualTo("credential_changed");
        }
    }

    /** Until somebody hears it: another test may just have cut the subscriptions. */
    private void announceEnd(String key, Instant at) {
        String end = Sha256.hex(key) + " " + at.toEpochMilli();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(redis.execute("PUBLISH", "tidepool:gateway:revoked-keys", end)
                                .toInteger())
                        .isPositive());
    }

    private static JsonObject newKey() {
        return bodyOf(send(json(
                authorized("/v1/api-keys"),
                "POST",
                "{\"name\":\"socket\",\"scopes\":[\"social:read\",\"sessions:read\",\"sessions:write\"]}")));
    }

    private static String ticketOf(String key) {
        return bodyOf(send(json(dev.tidepool.gateway.support.Gateway.as(key, "/v1/realtime/tickets"), "POST", "")))
                .getString("ticket");
    }

    private static SocketClient open(String key) {
        SocketClient client = SocketClient.open(HUB, key);
        assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        return client;
    }
}
