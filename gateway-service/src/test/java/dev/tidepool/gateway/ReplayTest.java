package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Events;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ReplayTest {

    @Inject
    Events events;

    @Inject
    RedisDataSource redis;

    private final String room = "post:" + UUID.randomUUID();

    @Test
    void replaysWhatWasMissedThenGoesOnLive() {
        String first = publishFirst(room);
        publish(room, 2, 4);
        try (SocketClient back = open(Organizations.MAIN)) {
            resume(back, room, first);
            assertThat(numbers(back, 3)).containsExactly(2, 3, 4);
            publish(room, 5, 6);
            assertThat(numbers(back, 2)).containsExactly(5, 6);
        }
    }

    @Test
    void losesAndRepeatsNothingWhileEventsAreBeingPublished() {
        String first = publishFirst(room);
        int rounds = 60;
        CompletableFuture<Void> publishing = AtOnce.run(() -> {
            for (int round = 0; round < rounds; round++) {
                publish(room, 2 + 10 * round, 11 + 10 * round);
            }
        });
        int last = 1 + 10 * rounds;
        List<Integer> all = IntStream.rangeClosed(2, last).boxed().toList();
        List<SocketClient> clients = new ArrayList<>();
        try {
            do {
                SocketClient client = open(Organizations.MAIN);
                clients.add(client);
                resume(client, room, first);
            } while (!publishing.isDone() && clients.size() < 60);
            publishing.join();
            for (SocketClient client : clients) {
                assertThat(numbers(client, all.size())).isEqualTo(all);
            }
        } finally {
            clients.forEach(SocketClient::close);
        }
    }

    @Test
    void replaysMoreThanASocketsBufferHoldsAsFastAsItReads() {
        String first = publishFirst(room);
        publish(room, 2, 700);
        try (SocketClient back = open(Organizations.MAIN)) {
            resume(back, room, first);
            assertThat(numbers(back, 699))
                    .isEqualTo(IntStream.rangeClosed(2, 700).boxed().toList());
        }
    }

    @Test
    void tellsOfAGapWhenTheEventIsNotKeptAnyMore() {
        try (SocketClient back = open(Organizations.MAIN)) {
            resume(back, room, "1000000");
            JsonObject gap = back.nextJson();
            assertThat(gap.getString("type")).isEqualTo("replay_gap");
            assertThat(gap.getString("room")).isEqualTo(room);
            publish(room, 1, 1);
            assertThat(numbers(back, 1)).containsExactly(1);
        }
    }

    @Test
    void replaysPrivateEventsToTheirOrganisationOnly() {
        String session = "session:" + UUID.randomUUID();
        String first = publishFirst(session);
        publish(session, 2, 2);
        try (SocketClient other = open(Organizations.OTHER);
                SocketClient mine = open(Organizations.MAIN)) {
            resume(other, session, first);
            resume(mine, session, first);
            assertThat(numbers(mine, 1)).containsExactly(2);
            other.say("{\"type\":\"ping\"}");
            assertThat(other.nextJson().getString("type")).isEqualTo("pong");
        }
    }

    @Test
    void catchesUpByItselfWhenTheGatewayWasCutOffFromRedis() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.subscribe(room);
            publish(room, 1, 3);
            assertThat(numbers(client, 3)).containsExactly(1, 2, 3);
            RedisRelay.cut();
            publish(room, 4, 8);
            RedisRelay.restore();
            assertThat(numbers(client, 5)).containsExactly(4, 5, 6, 7, 8);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void tellsWhoJoinsWhileTheGatewayIsCutOffWhatCameMeanwhile() {
        RedisRelay.holdSubscribers();
        try (SocketClient joins = open(Organizations.MAIN)) {
            joins.subscribe(room);
            publish(room, 1, 3);
            awaitInStream(3);
            RedisRelay.restore();
            assertThat(numbers(joins, 3)).containsExactly(1, 2, 3);
            publish(room, 4, 4);
            assertThat(numbers(joins, 1)).containsExactly(4);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void tellsWhoComesBackWhileTheGatewayIsCutOffWhatCameMeanwhile() {
        String first = publishFirst(room);
        RedisRelay.holdSubscribers();
        try (SocketClient back = open(Organizations.MAIN)) {
            publish(room, 2, 2);
            awaitInStream(2);
            resume(back, room, first);
            assertThat(numbers(back, 1)).containsExactly(2);
            publish(room, 3, 5);
            awaitInStream(5);
            RedisRelay.restore();
            assertThat(numbers(back, 3)).containsExactly(3, 4, 5);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void findsOutThatItsSubscriptionIsDeadThoughNobodyClosedIt() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.subscribe(room);
            publish(room, 1, 1);
            assertThat(numbers(client, 1)).containsExactly(1);
            RedisRelay.silenceSubscribers();
            publish(room, 2, 4);
            assertThat(numbers(client, 3)).containsExactly(2, 3, 4);
            publish(room, 5, 5);
            assertThat(numbers(client, 1)).containsExactly(5);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void tellsNoGapAfterACutInAQuietRoom() {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.subscribe(room);
            publish(room, 1, 1);
            assertThat(numbers(client, 1)).containsExactly(1);
            // As after five minutes without an event.
            redis.key().del("tidepool:rooms:" + room);
            RedisRelay.cut();
            RedisRelay.restore();
            publish(room, 2, 2);
            assertThat(numbers(client, 1)).containsExactly(2);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void goesOnAfterAPositionThatNoEventHasYet() {
        try (SocketClient back = open(Organizations.MAIN)) {
            resume(back, room, "9999999999999999");
            assertThat(back.nextJson().getString("type")).isEqualTo("replay_gap");
            publish(room, 1, 1);
            assertThat(numbers(back, 1)).containsExactly(1);
        }
    }

    private void awaitInStream(int count) {
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(redis.stream(String.class).xlen("tidepool:rooms:" + room))
                        .isEqualTo(count));
    }

    private void publish(String to, int first, int last) {
        events.publish(organization(), to, first, last);
    }

    /** @return the id to resume after */
    private String publishFirst(String to) {
        try (SocketClient client = open(Organizations.MAIN)) {
            client.subscribe(to);
            publish(to, 1, 1);
            return client.nextJson().getString("id");
        }
    }

    private static SocketClient open(Organizations organization) {
        SocketClient client = SocketClient.open("/v1/realtime", organization.key());
        assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        return client;
    }

    private static void resume(SocketClient client, String room, String lastEventId) {
        client.say(new JsonObject()
                .put("type", "subscribe")
                .put("room", room)
                .put("lastEventId", lastEventId)
                .encode());
        assertThat(client.nextJson().getString("type")).isEqualTo("subscribed");
    }

    private static List<Integer> numbers(SocketClient client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.nextJson()
                        .getJsonObject("payload")
                        .getJsonObject("data")
                        .getInteger("number"))
                .toList();
    }

    private static OrganizationId organization() {
        return OrganizationId.fromString(
                Gateway.bodyOf(Gateway.send(Gateway.as(Organizations.MAIN.key(), "/v1/auth/me")))
                        .getJsonObject("organization")
                        .getString("id"));
    }
}
