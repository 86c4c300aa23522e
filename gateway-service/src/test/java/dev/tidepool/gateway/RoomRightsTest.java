package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may listen in which room, and hears what there. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RoomRightsTest {

    private static final String PATH = "/v1/realtime";

    @Inject
    RedisDataSource redis;

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
    void namesOnlyRoomsThatTheCredentialMayListenIn() {
        String key = Keys.create(Organizations.MAIN.key(), Keys.wanted("reader", "social:read"))
                .getString("apiKey");
        String session = "session:" + UUID.randomUUID();
        String post = "post:" + UUID.randomUUID();
        try (SocketClient client = open(Organizations.MAIN)) {
            subscribe(client, session);
            subscribe(client, post);
            assertThat(roomsShownTo(Organizations.MAIN.key())).contains(session, post);
            assertThat(roomsShownTo(key)).contains(post).doesNotContain(session);
        }
    }

    private static List<String> roomsShownTo(String key) {
        return bodyOf(send(Gateway.as(key, "/v1/realtime/stats"))).getJsonArray("rooms").stream()
                .map(room -> ((JsonObject) room).getString("room"))
                .toList();
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

    private static SocketClient open(Organizations organization) {
        SocketClient client = SocketClient.open(PATH, organization.key());
        assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        return client;
    }

    private static void subscribe(SocketClient client, String room) {
        client.say("subscribe", room);
        assertThat(client.nextJson())
                .isEqualTo(new JsonObject().put("type", "subscribed").put("room", room));
    }

    private void publish(String type, OrganizationId organization, String room, JsonObject data) {
        Event event = Event.of(new EventId(UUID.randomUUID()), type, organization, Instant.now(), List.of(room), data);
        redis.pubsub(String.class)
                .publish("tidepool:events:test", event.toJson().encode());
    }

    private static OrganizationId organizationOf(Organizations organization) {
        return OrganizationId.fromString(bodyOf(send(Gateway.as(organization.key(), "/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id"));
    }
}
