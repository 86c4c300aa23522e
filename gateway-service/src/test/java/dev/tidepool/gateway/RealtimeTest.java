package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RealtimeTest {

    private static final String PATH = "/v1/realtime";

    @Inject
    RedisDataSource redis;

    @Test
    void deliversAnEventToItsRoom() {
        try (SocketClient client = open(Organizations.MAIN)) {
            subscribe(client, "post:42");
            Event event = publish(organizationOf(Organizations.OTHER), "post:42");
            JsonObject message = client.nextJson();
            assertThat(message.getString("type")).isEqualTo("event");
            assertThat(message.getString("room")).isEqualTo("post:42");
            assertThat(message.getString("timestamp")).isEqualTo(event.time().toString());
            JsonObject payload = message.getJsonObject("payload");
            assertThat(payload.getString("event")).isEqualTo("thing:happened");
            assertThat(payload.getString("id")).isEqualTo(event.id().toString());
            assertThat(payload.getJsonObject("data").getInteger("n")).isEqualTo(1);
        }
    }

    @Test
    void keepsPrivateRoomsWithinTheirOrganisation() {
        try (SocketClient mine = open(Organizations.MAIN);
                SocketClient other = open(Organizations.OTHER)) {
            subscribe(mine, "session:7");
            subscribe(other, "session:7");
            subscribe(other, "events:all");
            publish(organizationOf(Organizations.MAIN), "session:7");
            publish(organizationOf(Organizations.MAIN), "events:all");
            assertThat(mine.nextJson().getString("room")).isEqualTo("session:7");
            assertThat(other.nextJson().getString("room"))
                    .as("the private event never came")
                    .isEqualTo("events:all");
        }
    }

    @Test
    void refusesTheRoomOfAnotherOrganisation() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.say("subscribe", "organization:" + organizationOf(Organizations.OTHER));
            assertThat(client.nextJson().getString("code")).isEqualTo("forbidden");
            client.say("subscribe", "organization:" + organizationOf(Organizations.MAIN));
            assertThat(client.nextJson().getString("type")).isEqualTo("subscribed");
        }
    }

    @Test
    void stopsDeliveringAfterUnsubscribe() {
        try (SocketClient client = open(Organizations.MAIN)) {
            subscribe(client, "post:1");
            client.say("unsubscribe", "post:1");
            assertThat(client.nextJson().getString("type")).isEqualTo("unsubscribed");
            publish(organizationOf(Organizations.MAIN), "post:1");
            client.say("{\"type\":\"ping\"}");
            assertThat(client.nextJson().getString("type")).isEqualTo("pong");
        }
    }

    @Test
    void answersWhatItCannotReadWithAnError() {
        try (SocketClient client = open(Organizations.MAIN)) {
            for (String text :
                    List.of("nonsense", "[]", "{\"type\":5}", "{\"type\":null}", "{}", "{\"type\":\"dance\"}")) {
                client.say(text);
                assertThat(client.nextJson().getString("code")).as(text).isEqualTo("invalid_message");
            }
            for (String room : List.of("", "No Such Room!", "nothing:1", "post", "post:", "analytics:everything")) {
                client.say("subscribe", room);
                assertThat(client.nextJson().getString("code")).as(room).isEqualTo("invalid_room");
            }
            client.say("{\"type\":\"subscribe\",\"room\":\"post:1\",\"lastEventId\":\"yesterday\"}");
            assertThat(client.nextJson().getString("code")).isEqualTo("invalid_last_event_id");
        }
    }

    @Test
    void takesANullForWhatIsNotThere() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.say("{\"type\":\"subscribe\",\"room\":null,\"payload\":null}");
            assertThat(client.nextJson().getString("code")).isEqualTo("invalid_room");
            client.say("{\"type\":\"unsubscribe\",\"room\":null}");
            assertThat(client.nextJson().getString("code")).isEqualTo("invalid_room");
            client.say("{\"type\":\"authenticate\",\"payload\":{\"token\":null}}");
            assertThat(client.nextJson().getString("code")).isEqualTo("unauthenticated");
            client.say("{\"type\":\"subscribe\",\"room\":\"post:1\",\"lastEventId\":null}");
            assertThat(client.nextJson().getString("type")).isEqualTo("subscribed");
        }
    }

    @Test
    void limitsTheRoomsOfASocket() {
        try (SocketClient client = open(Organizations.MAIN)) {
            for (int i = 0; i < 5; i++) {
                subscribe(client, "post:" + i);
            }
            client.say("subscribe", "post:6");
            assertThat(client.nextJson().getString("code")).isEqualTo("too_many_rooms");
        }
    }

    @Test
    void closesASocketThatSendsTooMuchAtOnce() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.say("x".repeat(10_241));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void closesASocketThatDoesNotReadAndServesTheOthers() {
        try (SocketClient deaf = open(Organizations.MAIN);
                SocketClient other = open(Organizations.MAIN)) {
            subscribe(deaf, "post:flood");
            subscribe(other, "post:after");
            deaf.pause();
            JsonObject large = new JsonObject().put("text", "x".repeat(200_000));
            OrganizationId organization = organizationOf(Organizations.MAIN);
            Eventually.within(Duration.ofSeconds(30), () -> {
                // Faster than it would be found out that the client does not answer pings.
                for (int i = 0; i < 30; i++) {
                    publish(organization, "post:flood", large);
                }
                assertThat(metrics()).contains("tidepool_realtime_events_total{outcome=\"lagged\"}");
            });
            publish(organizationOf(Organizations.MAIN), "post:after");
            assertThat(other.nextJson().getString("room")).isEqualTo("post:after");
        }
    }

    @Test
    void tellsAClientThatReadTooSlowlyBeforeItIsClosed() {
        try (SocketClient slow = open(Organizations.MAIN)) {
            subscribe(slow, "post:slow");
            slow.pause();
            JsonObject large = new JsonObject().put("text", "x".repeat(200_000));
            OrganizationId organization = organizationOf(Organizations.MAIN);
            String closed = "tidepool_socket_closed_total{kind=\"hub\",reason=\"lagged\"}";
            double before = valueOf(closed);
            Eventually.within(Duration.ofSeconds(30), () -> {
                for (int i = 0; i < 10; i++) {
                    publish(organization, "post:slow", large);
                }
                assertThat(valueOf(closed)).isGreaterThan(before);
            });
            slow.resume();
            JsonObject last = slow.nextJson();
            while ("event".equals(last.getString("type"))) {
                last = slow.nextJson();
            }
            assertThat(last.getString("code")).isEqualTo("lagged");
            assertThat(slow.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void showsOfAnOrganisationsEventsThoseThatTheCredentialMayRead() {
        String key = Keys.create(Organizations.MAIN.key(), Keys.wanted("reader", "social:read"))
                .getString("apiKey");
        OrganizationId organization = organizationOf(Organizations.MAIN);
        String room = "organization:" + organization;
        try (SocketClient client = SocketClient.open(PATH, key)) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            subscribe(client, room);
            publish("key:rotation_due", organization, room, new JsonObject());
            publish("session:created", organization, room, new JsonObject());
            publish("post:created", organization, room, new JsonObject());
            assertThat(client.nextJson().getJsonObject("payload").getString("event"))
                    .isEqualTo("post:created");
        }
    }

    @Test
    void tellsOfASessionsTasksOnlyToWhoMayReadTasks() {
        String sessions = Keys.create(Organizations.MAIN.key(), Keys.wanted("reader", "sessions:read"))
                .getString("apiKey");
        String tasks = Keys.create(Organizations.MAIN.key(), Keys.wanted("follower", "sessions:read", "tasks:read"))
                .getString("apiKey");
        OrganizationId organization = organizationOf(Organizations.MAIN);
        String room = "session:" + UUID.randomUUID();
        try (SocketClient reader = SocketClient.open(PATH, sessions);
                SocketClient follower = SocketClient.open(PATH, tasks)) {
            for (SocketClient client : List.of(reader, follower)) {
                assertThat(client.nextJson().getString("type")).isEqualTo("connected");
                subscribe(client, room);
            }
            publish("task:updated", organization, room, new JsonObject());
            publish("canvas:updated", organization, room, new JsonObject());
            assertThat(reader.nextJson().getJsonObject("payload").getString("event"))
                    .isEqualTo("canvas:updated");
            assertThat(follower.nextJson().getJsonObject("payload").getString("event"))
                    .isEqualTo("task:updated");
            assertThat(follower.nextJson().getJsonObject("payload").getString("event"))
                    .isEqualTo("canvas:updated");
            reader.say("subscribe", "task:1");
            assertThat(reader.nextJson().getString("code")).isEqualTo("forbidden");
            subscribe(follower, "task:1");
        }
    }

    @Test
    void refusesRoomsOfOthersAndThoseThatTheCredentialHasNoRightTo() {
        String key = Keys.create(Organizations.MAIN.key(), Keys.wanted("reader", "social:read"))
                .getString("apiKey");
        String subject = bodyOf(send(Gateway.as(key, "/v1/auth/me"))).getString("subject");
        try (SocketClient client = SocketClient.open(PATH, key)) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            for (String room : List.of(
                    "session:1", "task:1", "staking", "staking:1", "transaction:1", "user:" + UUID.randomUUID())) {
                client.say("subscribe", room);
                assertThat(client.nextJson().getString("code")).as(room).isEqualTo("forbidden");
            }
            subscribe(client, "user:" + subject.substring(subject.indexOf(':') + 1));
            subscribe(client, "alerts:critical");
            subscribe(client, "analytics:posts");
        }
    }

    private static double valueOf(String metric) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String metrics() {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics"))).body();
    }

    @Test
    void authenticatesBySubprotocol() {
        try (SocketClient client = SocketClient.openWithSubprotocol(PATH, Organizations.MAIN.key())) {
            assertThat(client.subprotocol()).isEqualTo("bearer-token-carrier");
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        }
    }

    @Test
    void refusesTheUpgradeWithABadCredential() {
        assertThatThrownBy(() -> SocketClient.open(PATH, "tidepool_" + "0".repeat(64)))
                .hasMessageContaining("401");
        assertThatThrownBy(() -> SocketClient.openWithSubprotocol(PATH, "nonsense"))
                .hasMessageContaining("401");
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        assertThatThrownBy(() -> SocketClient.openWithOrigin(PATH, Organizations.MAIN.key(), "https://evil.example"))
                .hasMessageContaining("403");
        try (SocketClient client =
                SocketClient.openWithOrigin(PATH, Organizations.MAIN.key(), "https://app.example.org")) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        }
    }

    @Test
    void asksForAnUpgradeOfAPlainRequest() {
        assertThat(statusOf(authorized(PATH))).isEqualTo(426);
    }

    private static SocketClient open(Organizations organization) {
        SocketClient client = SocketClient.open(PATH, organization.key());
        JsonObject greeting = client.nextJson();
        assertThat(greeting.getString("type")).isEqualTo("connected");
        assertThat(greeting.getString("clientId")).isNotEmpty();
        return client;
    }

    private static void subscribe(SocketClient client, String room) {
        client.say("subscribe", room);
        assertThat(client.nextJson())
                .isEqualTo(new JsonObject().put("type", "subscribed").put("room", room));
    }

    private Event publish(OrganizationId organization, String room) {
        return publish(organization, room, new JsonObject().put("n", 1));
    }

    private Event publish(OrganizationId organization, String room, JsonObject data) {
        return publish("thing:happened", organization, room, data);
    }

    private Event publish(String type, OrganizationId organization, String room, JsonObject data) {
        Event event = Event.of(new EventId(UUID.randomUUID()), type, organization, Instant.now(), List.of(room), data);
        redis.pubsub(String.class)
                .publish("tidepool:events:test", event.toJson().encode());
        return event;
    }

    private static OrganizationId organizationOf(Organizations organization) {
        return OrganizationId.fromString(bodyOf(send(Gateway.as(organization.key(), "/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id"));
    }
}
