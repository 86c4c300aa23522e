package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class TicketTest {

    private static final String HUB = "/v1/realtime?ticket=";

    @Inject
    RedisDataSource redis;

    @Test
    void opensASocketOnce() {
        String ticket = ticketOf(Organizations.MAIN.key());
        try (SocketClient client = SocketClient.open(HUB + ticket, "")) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            client.subscribe("post:1");
        }
        assertThat(SocketClient.refusal(HUB + ticket, "").getStatus()).isEqualTo(401);
    }

    @Test
    void letsOnlyOneOfManyInAtOnce() {
        String ticket = ticketOf(Organizations.MAIN.key());
        List<CompletableFuture<Boolean>> attempts = Stream.generate(() -> AtOnce.supply(() -> opens(HUB + ticket)))
                .limit(8)
                .toList();
        assertThat(attempts.stream().map(CompletableFuture::join).filter(opened -> opened))
                .hasSize(1);
    }

    @Test
    void isToldWithItsEndAndKeptAsAHashForThatLong() {
        HttpResponse<String> answer = issue(Organizations.MAIN.key());
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonObject body = bodyOf(answer);
        String ticket = body.getString("ticket");
        assertThat(ticket).matches("tidepool_ticket_[0-9a-f]{64}");
        assertThat(body.getInteger("expiresIn")).isEqualTo(30);
        assertThat(Instant.parse(body.getString("expiresAt"))).isAfter(Instant.now());
        String key = "tidepool:ticket:" + Sha256.hex(ticket);
        assertThat(redis.key().pttl(key)).isBetween(1L, 30_000L);
        assertThat(redis.value(String.class).get(key)).doesNotContain(ticket.substring(16));
        redis.key().pexpire(key, 1);
        Eventually.within(
                Duration.ofSeconds(5), () -> assertThat(redis.key().exists(key)).isFalse());
        assertThat(SocketClient.refusal(HUB + ticket, "").getStatus()).isEqualTo(401);
    }

    @Test
    void isWorthWhatItsCredentialIs() {
        String body = "{\"name\":\"reader\",\"scopes\":[\"social:read\"]}";
        String reader = bodyOf(send(Gateway.json(Gateway.authorized("/v1/api-keys"), "POST", body)))
                .getString("apiKey");
        try (SocketClient client = SocketClient.open(HUB + ticketOf(reader), "")) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            client.subscribe("post:1");
            client.say("subscribe", "session:1");
            assertThat(client.nextJson().getString("code")).isEqualTo("forbidden");
        }
        assertThat(SocketClient.refusal("/v1/sessions/1/socket?ticket=" + ticketOf(reader), "")
                        .getStatus())
                .as("the route needs sessions:write")
                .isEqualTo(403);
    }

    @Test
    void isWorthNothingOnceItsKeyIsRevoked() {
        JsonObject key = Keys.create(Organizations.MAIN.key(), Keys.wanted("brief", "social:read"));
        String ticket = ticketOf(key.getString("apiKey"));
        assertThat(Gateway.statusOf(Gateway.authorized("/v1/api-keys/" + key.getString("id"))
                        .DELETE()))
                .isEqualTo(204);
        assertThat(SocketClient.refusal(HUB + ticket, "").getStatus()).isEqualTo(401);
    }

    @Test
    void isWorthNothingOnceItsSessionIsOver() {
        Person person = Person.registered();
        String ticket = ticketOf(person.access());
        person.visitor().post("/v1/auth/logout", new JsonObject().put("refresh_token", person.refresh()));
        assertThat(SocketClient.refusal(HUB + ticket, "").getStatus()).isEqualTo(401);
    }

    @Test
    void hasTheRightsOfNowAndNotThoseOfWhenItWasIssued() {
        Person owner = Person.registered();
        Person member = owner.invites("member");
        String ticket = ticketOf(member.access());
        assertThat(owner.makes(member, "readonly").statusCode()).isEqualTo(200);
        assertThat(SocketClient.refusal("/v1/sessions/1/socket?ticket=" + ticket, "")
                        .getStatus())
                .as("the route needs sessions:write")
                .isEqualTo(403);
    }

    @Test
    void opensTheSocketOfAServiceWhichNeverSeesIt() {
        StandInService session = StandInService.SESSION.start();
        String ticket = ticketOf(Organizations.MAIN.key());
        SocketClient.open("/v1/sessions/1/socket?a=1&ticket=" + ticket + "&b=2", "")
                .close();
        StandInService.Received handshake = session.next();
        assertThat(handshake.uri()).isEqualTo("/v1/sessions/1/socket?a=1&b=2");
        assertThat(handshake.headers().toString()).doesNotContain(ticket);
    }

    @Test
    void isNoCredentialForRequests() {
        String ticket = ticketOf(Organizations.MAIN.key());
        assertThat(Gateway.statusOf(Gateway.anonymous("/v1/auth/me?ticket=" + ticket)))
                .isEqualTo(401);
        assertThat(Gateway.statusOf(Gateway.as(ticket, "/v1/auth/me"))).isEqualTo(401);
        assertThat(opens(HUB + ticket)).as("it was not used up").isTrue();
    }

    @Test
    void isNotGivenToNobody() {
        assertThat(Gateway.statusOf(Gateway.json(Gateway.anonymous("/v1/realtime/tickets"), "POST", "")))
                .isEqualTo(401);
    }

    @Test
    void refusesWhatIsNoTicket() {
        for (String text : List.of("", "nonsense", "tidepool_ticket_" + "0".repeat(64), Organizations.MAIN.key())) {
            assertThatThrownBy(() -> SocketClient.open(HUB + text, "")).as(text).hasMessageContaining("401");
        }
    }

    @Test
    void isRefusedForNowWhileRedisIsAway() {
        String ticket = ticketOf(Organizations.MAIN.key());
        RedisRelay.cut();
        try {
            assertThat(issue(Organizations.MAIN.key()).statusCode()).isEqualTo(503);
            assertThat(SocketClient.refusal(HUB + ticket, "").getStatus()).isEqualTo(503);
        } finally {
            RedisRelay.restore();
        }
    }

    @Test
    void isNeverLogged() {
        StandInService.SESSION.start();
        try (LogLines log = LogLines.ofEverything()) {
            String ticket = ticketOf(Organizations.MAIN.key());
            SocketClient.open(HUB + ticket, "").close();
            SocketClient.refusal(HUB + ticket, "");
            String other = ticketOf(Organizations.MAIN.key());
            SocketClient.open("/v1/sessions/1/socket?ticket=" + other, "").close();
            log.await("event=socket_opened kind=hub");
            log.await("event=socket_opened kind=proxy");
            // What others were refused may have used up the lines of this second.
            Eventually.within(Duration.ofSeconds(10), () -> {
                SocketClient.refusal(HUB + ticket, "");
                assertThat(log.lines()).anyMatch(line -> line.contains("event=unauthorized"));
            });
            assertThat(log.lines()).noneMatch(line -> line.contains(ticket) || line.contains(other));
        }
    }

    @Test
    void isTakenOutOfALineThatQuotesIt() {
        String ticket = ticketOf(Organizations.MAIN.key());
        try (LogLines log = LogLines.ofEverything()) {
            org.jboss.logging.Logger.getLogger("test").infof("event=odd uri=/v1/realtime?ticket=%s&a=1", ticket);
            assertThat(log.await("event=odd")).contains("[redacted]").doesNotContain(ticket);
        }
    }

    private static boolean opens(String path) {
        try {
            SocketClient.open(path, "").close();
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private static HttpResponse<String> issue(String key) {
        return send(Gateway.json(Gateway.as(key, "/v1/realtime/tickets"), "POST", ""));
    }

    private static String ticketOf(String key) {
        return bodyOf(issue(key)).getString("ticket");
    }
}
