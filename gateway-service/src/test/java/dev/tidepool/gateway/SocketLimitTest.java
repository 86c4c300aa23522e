package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
@Slow
class SocketLimitTest {

    private static final String HUB = "/v1/realtime";
    private static final String SERVICE = "/v1/sessions/1/socket";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    RedisDataSource redis;

    @BeforeEach
    void startService() {
        StandInService.SESSION.start();
    }

    @Test
    void admitsAsManySocketsAsTheTierAllowsHubAndServiceTogether() {
        List<SocketClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(SocketClient.open(i % 2 == 0 ? HUB : SERVICE, Organizations.SOCKETS.key()));
            }
            UpgradeRejectedException refusal = SocketClient.refusal(HUB, Organizations.SOCKETS.key());
            assertThat(refusal.getStatus()).isEqualTo(429);
            assertThat(refusal.getHeaders().get("Retry-After")).isEqualTo("10");
            JsonObject problem = refusal.getBody().toJsonObject();
            assertThat(problem.getString("code")).isEqualTo("TOO_MANY_SOCKETS");
            assertThat(problem.getInteger("limit")).isEqualTo(5);
            assertThatThrownBy(() -> SocketClient.open(SERVICE, Organizations.SOCKETS.key()))
                    .hasMessageContaining("429");
            open.removeLast().close();
            Eventually.within(SOON, () -> open.add(openOrFail(Organizations.SOCKETS)));
        } finally {
            open.forEach(SocketClient::close);
        }
    }

    @Test
    void countsTheSocketsOfOtherGatewaysUntilTheirLeasesLapse() {
        String key = "tidepool:sockets:" + organizationOf(Organizations.SOCKETS);
        Eventually.within(
                SOON, () -> assertThat(redis.sortedSet(String.class).zcard(key)).isZero());
        for (int i = 0; i < 5; i++) {
            redis.sortedSet(String.class).zadd(key, System.currentTimeMillis() + 2_000, "crashed:" + i);
        }
        assertThatThrownBy(() -> SocketClient.open(HUB, Organizations.SOCKETS.key()))
                .hasMessageContaining("429");
        Eventually.within(SOON, () -> openOrFail(Organizations.SOCKETS).close());
    }

    @Test
    void renewsItsLeasesAndLearnsNothingOfWhatRedisForgot() {
        String key = "tidepool:sockets:" + organizationOf(Organizations.SOCKETS);
        try (SocketClient client = SocketClient.open(HUB, Organizations.SOCKETS.key())) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            redis.key().del(key);
            Eventually.within(
                    SOON,
                    () -> assertThat(redis.sortedSet(String.class).zcard(key)).isPositive());
        }
        Eventually.within(
                SOON, () -> assertThat(redis.sortedSet(String.class).zcard(key)).isZero());
    }

    @Test
    void keepsTheLimitByItselfWhileRedisIsAway() {
        List<SocketClient> open = new ArrayList<>();
        RedisRelay.cut();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(SocketClient.open(HUB, Organizations.SOCKETS_WITHOUT_REDIS.key()));
            }
            assertThatThrownBy(() -> SocketClient.open(HUB, Organizations.SOCKETS_WITHOUT_REDIS.key()))
                    .hasMessageContaining("429");
        } finally {
            RedisRelay.restore();
            open.forEach(SocketClient::close);
        }
    }

    @Test
    void refusesMessagesBeyondTheTiersAndSaysWhenToGoOn() {
        try (SocketClient client = SocketClient.open(HUB, Organizations.CHATTY.key())) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            int passed = 0;
            JsonObject answer = new JsonObject();
            while (!"rate_limited".equals(answer.getString("code")) && passed <= 401) {
                client.say("{\"type\":\"ping\"}");
                answer = client.nextJson();
                passed += "pong".equals(answer.getString("type")) ? 1 : 0;
            }
            // Twice the limit when the minute turns meanwhile.
            assertThat(passed).isBetween(200, 400);
            assertThat(answer.getLong("retryAfter")).isBetween(1L, 60L);
        }
    }

    @Test
    void countsMessagesOverSocketsThatComeAndGo() {
        int passed = 0;
        boolean refused = false;
        while (!refused && passed <= 400) {
            try (SocketClient client = SocketClient.open(HUB, Organizations.COMING_AND_GOING.key())) {
                assertThat(client.nextJson().getString("type")).isEqualTo("connected");
                for (int i = 0; i < 9 && !refused; i++) {
                    client.say("{\"type\":\"ping\"}");
                    refused = "rate_limited".equals(client.nextJson().getString("code"));
                    passed += refused ? 0 : 1;
                }
                client.close(1000, "");
                assertThat(client.closeCode()).isEqualTo(1000);
            }
        }
        // Twice the limit when the minute turns meanwhile.
        assertThat(passed).isBetween(200, 400);
    }

    @Test
    void heedsTheMessagesThatOtherGatewaysHaveCounted() {
        String messages = "tidepool:socket-messages:" + organizationOf(Organizations.SHARING) + ":";
        long minute = System.currentTimeMillis() / 60_000;
        redis.value(Integer.class).incrby(messages + minute, 195);
        redis.value(Integer.class).incrby(messages + (minute + 1), 195);
        try (SocketClient client = SocketClient.open(HUB, Organizations.SHARING.key())) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            int passed = 0;
            boolean refused = false;
            while (!refused && passed <= 100) {
                client.say("{\"type\":\"ping\"}");
                refused = "rate_limited".equals(client.nextJson().getString("code"));
                passed += refused ? 0 : 1;
            }
            // It asks after each twentieth of 200; twice when the minute turns.
            assertThat(passed).isBetween(10, 40);
            assertThat(redis.value(Integer.class).get(messages + minute)).isGreaterThanOrEqualTo(205);
        }
    }

    @Test
    void closesAClientThatGoesOnAfterItWasRefused() {
        try (SocketClient client = SocketClient.open(HUB, Organizations.FLOODING.key())) {
            for (int i = 0; i < 800 && !client.isClosed(); i++) {
                client.tell("{\"type\":\"ping\"}");
            }
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void closesTheSocketOfAServiceBeyondTheTiersMessages() {
        try (SocketClient client = SocketClient.open(SERVICE, Organizations.STREAMING.key())) {
            for (int i = 0; i < 600 && !client.isClosed(); i++) {
                client.tell("more");
            }
            assertThat(client.closeCode()).isEqualTo(1013);
        }
    }

    /** As twenty chats of a hundred requests; in two minutes of the clock, if one ends meanwhile, twice as many. */
    @Test
    void whatWantsAnAnswerCountsAsTenMessages() {
        String asking = "{\"type\":\"message\",\"content\":\"?\",\"answer\":true}";
        try (SocketClient client =
                SocketClient.open(SERVICE, Person.registered().access())) {
            int answered = 0;
            while (answered <= 40 && !client.isClosed()) {
                client.tell(asking);
                answered += answers(client) ? 1 : 0;
            }
            assertThat(answered).isBetween(20, 40);
            assertThat(client.closeCode()).isEqualTo(1013);
        }
    }

    private static boolean answers(SocketClient client) {
        try {
            return client.next().startsWith("echo ");
        } catch (AssertionError closed) {
            return false;
        }
    }

    @Test
    void tellsWhatAnOrganisationHasOpen() {
        try (SocketClient client = SocketClient.open(HUB, Organizations.TEAMS.key());
                SocketClient other = SocketClient.open(HUB, Organizations.OTHER.key())) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            client.say("subscribe", "post:counted");
            assertThat(client.nextJson().getString("type")).isEqualTo("subscribed");
            other.say("subscribe", "post:counted");
            JsonObject stats =
                    Gateway.bodyOf(Gateway.send(Gateway.as(Organizations.TEAMS.key(), "/v1/realtime/stats")));
            assertThat(stats.getInteger("clients")).isEqualTo(1);
            assertThat(stats.getInteger("limit")).isEqualTo(20);
            assertThat(stats.getInteger("subscribers")).isEqualTo(1);
            assertThat(stats.getJsonArray("rooms").getJsonObject(0))
                    .isEqualTo(new JsonObject().put("room", "post:counted").put("subscribers", 1));
        }
    }

    private static SocketClient openOrFail(Organizations organization) {
        try {
            return SocketClient.open(HUB, organization.key());
        } catch (IllegalStateException refused) {
            throw new AssertionError(refused);
        }
    }

    private static String organizationOf(Organizations organization) {
        return Gateway.bodyOf(Gateway.send(Gateway.as(organization.key(), "/v1/auth/me")))
                .getJsonObject("organization")
                .getString("id");
    }
}
