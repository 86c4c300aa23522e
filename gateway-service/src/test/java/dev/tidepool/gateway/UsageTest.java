package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestServers;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class UsageTest {

    private static final Duration FLUSHED = Duration.ofSeconds(10);

    private final String key = Organizations.TEAMS.key();

    @Test
    void tellsTheLimitsAndWhatIsLeftOfThem() {
        JsonObject usage = usage("");
        assertThat(usage.getString("tier")).isEqualTo("teams");
        JsonObject limit = usage.getJsonArray("limits").getJsonObject(0);
        assertThat(limit.getInteger("limit")).isEqualTo(500);
        assertThat(limit.getInteger("remaining")).isBetween(1, 499);
        assertThat(limit.getInteger("windowSeconds")).isEqualTo(60);
    }

    @Test
    void tellsOfSocketsAndTheirMessages() {
        try (SocketClient first = SocketClient.open("/v1/realtime", key);
                SocketClient second = SocketClient.open("/v1/realtime", key)) {
            assertThat(first.nextJson().getString("type")).isEqualTo("connected");
            assertThat(second.nextJson().getString("type")).isEqualTo("connected");
            // Fewer than the gateway would tell of by itself; the minute may turn.
            Eventually.within(FLUSHED, () -> {
                for (int i = 0; i < 3; i++) {
                    second.say("ping", "");
                    assertThat(second.nextJson().getString("type")).isEqualTo("pong");
                }
                JsonObject sockets = usage("").getJsonObject("sockets");
                JsonObject connections = sockets.getJsonObject("connections");
                assertThat(connections.getInteger("limit")).isEqualTo(20);
                assertThat(connections.getInteger("used")).isBetween(2, 20);
                assertThat(connections.getInteger("remaining")).isEqualTo(20 - connections.getInteger("used"));
                JsonObject messages = sockets.getJsonObject("messages");
                assertThat(messages.getInteger("limit")).isEqualTo(1000);
                assertThat(messages.getInteger("used")).isBetween(3, 1000);
            });
        }
    }

    @Test
    void countsRequestsOfTheDay() {
        StandInService.SESSION.start();
        long before = today().getLong("admitted");
        for (int i = 0; i < 5; i++) {
            assertThat(statusOf(as(key, "/v1/sessions"))).isEqualTo(200);
        }
        Eventually.within(FLUSHED, () -> assertThat(today().getLong("admitted")).isGreaterThanOrEqualTo(before + 5));
    }

    @Test
    void countsWhatWasRefusedApart() {
        for (int i = 0; i < 105; i++) {
            send(as(Organizations.COUNTED.key(), "/v1/auth/me"));
        }
        Eventually.within(
                FLUSHED, () -> assertThat(stored(Organizations.COUNTED)).isEqualTo("100 admitted, 5 refused"));
    }

    @Test
    void showsEveryDayAskedForNewestFirst() {
        JsonArray history = usage("?days=90").getJsonArray("history");
        assertThat(history).hasSize(90);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(history.getJsonObject(0).getString("day")).isEqualTo(today.toString());
        assertThat(history.getJsonObject(89).getString("day"))
                .isEqualTo(today.minusDays(89).toString());
    }

    @Test
    void asksTheServiceForQuotasAsTheCaller() {
        StandInService.SESSION.start();
        JsonObject quotas = usage("").getJsonObject("quotas");
        StandInService.Received asked = StandInService.SESSION.next();
        assertThat(asked.uri()).isEqualTo("/internal/quotas");
        assertThat(asked.headers().get("Authorization"))
                .startsWith("Bearer eyJ")
                .doesNotContain(key);
        assertThat(quotas.getString("month")).isEqualTo("2026-11");
        JsonObject sessions = quotas.getJsonArray("quotas").getJsonObject(0);
        assertThat(sessions.getInteger("used")).isEqualTo(3);
        assertThat(sessions.getInteger("remaining")).isEqualTo(97);
        assertThat(quotas.getJsonArray("quotas").getJsonObject(1).fieldNames()).containsExactly("name", "limit");
    }

    @Test
    void answersWithoutQuotasWhileTheServiceIsAway() {
        StandInService.SESSION.stop();
        JsonObject usage = usage("");
        assertThat(usage.containsKey("quotas")).isFalse();
        assertThat(usage.getJsonArray("history")).isNotEmpty();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        HttpResponse<String> answer = send(as(key, "/v1/usage?days=91"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(bodyOf(answer).getString("code")).isEqualTo("INVALID_FIELD");
        assertThat(bodyOf(answer).getString("field")).isEqualTo("days");
    }

    @Test
    void tellsNothingToAnybodyElse() {
        assertThat(statusOf(anonymous("/v1/usage"))).isEqualTo(401);
    }

    /** Past the gateway, which refuses the organisation now. */
    private static String stored(Organizations organization) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:" + TestServers.running().databaseUrl(),
                        "tidepool_gateway",
                        TidepoolTestResource.PASSWORD);
                PreparedStatement query = connection.prepareStatement("""
                        SELECT sum(admitted), sum(refused) FROM gateway.usage_day
                        JOIN gateway.organization ON id = organization_id WHERE name = ?""")) {
            query.setString(1, organization.name().toLowerCase(Locale.ROOT));
            ResultSet rows = query.executeQuery();
            rows.next();
            return rows.getLong(1) + " admitted, " + rows.getLong(2) + " refused";
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private JsonObject today() {
        return usage("?days=1").getJsonArray("history").getJsonObject(0);
    }

    private JsonObject usage(String query) {
        HttpResponse<String> answer = send(as(key, "/v1/usage" + query));
        assertThat(answer.statusCode()).isEqualTo(200);
        return bodyOf(answer);
    }
}
