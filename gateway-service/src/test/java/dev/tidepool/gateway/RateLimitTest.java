package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.anonymous;
import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.LogLines;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.RedisRelay;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.gateway.support.Visitor;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RateLimitTest {

    private static final int OPEN_SOURCE = 100;

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @AfterEach
    void bringRedisBack() {
        RedisRelay.restore();
    }

    @Test
    void admitsABurstOfTheWholeLimitAndRefusesTheNext() {
        String key = Organizations.BURST.key();
        for (int i = 1; i <= OPEN_SOURCE; i++) {
            HttpResponse<String> answer = send(as(key, "/v1/sessions"));
            assertThat(answer.statusCode()).as("request " + i).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-limit")).isEqualTo("100");
            assertThat(header(answer, "x-ratelimit-remaining")).isEqualTo(Integer.toString(OPEN_SOURCE - i));
            session.next();
        }
        HttpResponse<String> refused = send(as(key, "/v1/sessions"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(bodyOf(refused).getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 61);
        assertThat(header(refused, "ratelimit-policy")).isEqualTo("\"minute\";q=100;w=60");
        assertThat(header(refused, "ratelimit")).matches("\"minute\";r=0;t=\\d+");
        assertThat(Long.parseLong(header(refused, "x-ratelimit-reset")))
                .isBetween(System.currentTimeMillis() / 1000, System.currentTimeMillis() / 1000 + 61);
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void admitsExactlyTheLimitOfParallelRequests() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 3 * OPEN_SOURCE; i++) {
            answers.add(Gateway.client()
                    .sendAsync(as(Organizations.PARALLEL.key(), "/v1/usage").build(), BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode));
        }
        List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(OPEN_SOURCE);
        assertThat(statuses.stream().filter(status -> status == 429)).hasSize(2 * OPEN_SOURCE);
    }

    @Test
    void chargesADearRouteWhatItCosts() {
        String key = Organizations.CHARGED.key();
        for (int i = 1; i <= OPEN_SOURCE / 5; i++) {
            HttpResponse<String> answer = send(as(key, "/v1/audit/export"));
            assertThat(answer.statusCode()).as("export " + i).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-remaining")).isEqualTo(Integer.toString(OPEN_SOURCE - 5 * i));
        }
        assertThat(statusOf(as(key, "/v1/audit/export"))).isEqualTo(429);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/responses",
        "POST, /v1/sessions/7/send",
        "GET, /v1/sessions/7/export",
        "GET, /v1/sessions/7/messages/search",
        "POST, /v1/sessions/7/browser",
        "GET, /v1/sessions/7/browser/pdf",
        "POST, /v1/openclaw/tools/echo",
        "POST, /v1/skills",
        "POST, /v1/skills/echo/execute",
        "POST, /v1/tasks",
        "POST, /v1/schedules",
        "POST, /v1/schedules/7/run"
    })
    void chargesWhatIsDearBehindTheGateway(String method, String path) {
        String owner = Person.registered().access();
        HttpRequest.Builder request = as(owner, path);
        HttpResponse<String> answer = send(method.equals("POST") ? json(request, "POST", "{}") : request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "x-ratelimit-remaining")).isEqualTo(Integer.toString(OPEN_SOURCE - 5));
        session.next();
    }

    @Test
    void aSlashAtTheEndMakesNothingCheaper() {
        String owner = Person.registered().access();
        HttpResponse<String> answer = send(json(as(owner, "/v1/sessions/7/send/"), "POST", "{}"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void bindsAKeyToItsOwnLimitAndLeavesTheOrganizationTheRest() {
        JsonObject made = createKey("{\"name\":\"slow\",\"scopes\":[\"chat:read\"],\"rateLimitPerMinute\":7}");
        String slow = made.getString("apiKey");
        HttpResponse<String> first = send(as(slow, "/v1/auth/me"));
        assertThat(header(first, "x-ratelimit-limit")).isEqualTo("7");
        assertThat(header(first, "x-ratelimit-remaining")).isEqualTo("6");
        assertThat(header(first, "ratelimit-policy")).isEqualTo("\"minute\";q=500;w=60, \"key\";q=7;w=60");
        assertThat(statusesOf(slow, 8)).containsExactly(200, 200, 200, 200, 200, 200, 429, 429);
        HttpResponse<String> refused = send(as(slow, "/v1/auth/me"));
        assertThat(header(refused, "ratelimit-policy")).isEqualTo("\"key\";q=7;w=60");
        assertThat(Integer.parseInt(header(refused, "retry-after"))).isBetween(1, 61);
        assertThat(statusOf(as(Organizations.LIMITED.key(), "/v1/auth/me"))).isEqualTo(200);
    }

    @Test
    void countsBothTextsOfARotatedKeyTogether() {
        JsonObject made = createKey("{\"name\":\"turned\",\"scopes\":[\"chat:read\"],\"rateLimitPerMinute\":4}");
        HttpResponse<String> rotated = send(Gateway.json(
                as(Organizations.LIMITED.key(), "/v1/api-keys/" + made.getString("id") + "/rotate"), "POST", "{}"));
        String fresh = bodyOf(rotated).getString("apiKey");
        assertThat(statusesOf(made.getString("apiKey"), 2)).containsOnly(200);
        assertThat(statusesOf(fresh, 3)).containsExactly(200, 200, 429);
    }

    @Test
    void tellsTheKeysLimitAmongTheOthers() {
        JsonObject made = createKey("{\"name\":\"told\",\"scopes\":[\"chat:read\"],\"rateLimitPerMinute\":9}");
        JsonObject usage = bodyOf(send(as(made.getString("apiKey"), "/v1/usage")));
        JsonObject key = usage.getJsonArray("limits").getJsonObject(1);
        assertThat(key.getString("name")).isEqualTo("key");
        assertThat(key.getInteger("limit")).isEqualTo(9);
        assertThat(key.getInteger("remaining")).isEqualTo(8);
    }

    @Test
    void limitsLocallyWhileRedisIsAwayAndReturnsByItself() {
        // Another test may just have brought Redis back.
        Eventually.within(Duration.ofSeconds(10), () -> {
            send(as(Organizations.TEAMS.key(), "/v1/usage"));
            assertThat(metric("tidepool_ratelimit_degraded")).isEqualTo("0.0");
        });
        RedisRelay.cut();
        try (LogLines log = LogLines.ofEverything()) {
            List<Integer> statuses = statusesOf(Organizations.WITHOUT_REDIS, OPEN_SOURCE + 5);
            assertThat(statuses.subList(0, OPEN_SOURCE)).containsOnly(200);
            assertThat(statuses.subList(OPEN_SOURCE, OPEN_SOURCE + 5)).containsOnly(429);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("event=ratelimit_degraded"))
                    .hasSize(1);
        }
        assertThat(metric("tidepool_ratelimit_degraded")).isEqualTo("1.0");
        JsonObject health = bodyOf(send(anonymous("/health")));
        assertThat(health.getString("status")).isEqualTo("degraded");
        assertThat(statusOf(anonymous("/health"))).isEqualTo(200);
        RedisRelay.restore();
        Eventually.within(Duration.ofSeconds(10), () -> {
            send(as(Organizations.TEAMS.key(), "/v1/usage"));
            assertThat(metric("tidepool_ratelimit_degraded")).isEqualTo("0.0");
        });
    }

    @Test
    void startsNoSecondAllowanceWhenRedisGoes() {
        assertThat(statusesOf(Organizations.MIDWAY, OPEN_SOURCE - 10)).containsOnly(200);
        RedisRelay.cut();
        List<Integer> statuses = statusesOf(Organizations.MIDWAY, 20);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
    }

    @Test
    void tellsWhatIsLeft() {
        JsonObject usage = bodyOf(send(as(Organizations.TEAMS.key(), "/v1/usage")));
        assertThat(usage.getString("tier")).isEqualTo("teams");
        JsonObject limit = usage.getJsonArray("limits").getJsonObject(0);
        assertThat(limit.getInteger("limit")).isEqualTo(500);
        assertThat(limit.getInteger("remaining")).isBetween(1, 499);
    }

    @Test
    void limitsAnonymousClientsByAddress() {
        Vertx vertx = Vertx.vertx();
        var client = vertx.createHttpClient(new HttpClientOptions().setLocalAddress("127.0.0.9"));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            statuses.add(client.request(io.vertx.core.http.HttpMethod.GET, Gateway.port(), "127.0.0.1", "/info")
                    .compose(request -> request.send())
                    .map(answer -> answer.statusCode())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join());
        }
        assertThat(statuses.subList(0, 60)).containsOnly(200);
        assertThat(statuses.get(60)).isEqualTo(429);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Each has limits of its own: an address must not multiply its own by them. */
    @Test
    void admitsTwelveAgentsOfAnAddressInAMinute() {
        StandInService.SOCIAL.start();
        Visitor visitor = Visitor.arriving();
        for (int i = 1; i <= 12; i++) {
            HttpResponse<String> answer = visitor.post("/api/v1/agents/register", new JsonObject());
            assertThat(answer.statusCode()).as("agent " + i).isEqualTo(200);
            assertThat(header(answer, "x-ratelimit-remaining")).isEqualTo(Integer.toString(60 - 5 * i));
        }
        assertThat(visitor.post("/api/v1/agents/register", new JsonObject()).statusCode())
                .isEqualTo(429);
    }

    @Test
    void bindsAnonymousClientsByTheMinuteAndByTheHour() {
        HttpResponse<String> answer = Visitor.arriving().send(anonymous("/info"));
        assertThat(header(answer, "ratelimit-policy")).isEqualTo("\"minute\";q=60;w=60, \"hour\";q=1000;w=3600");
    }

    @Test
    void asksRedisForFewOfManyRequests() {
        double before = leased();
        for (int i = 0; i < 300; i++) {
            assertThat(statusOf(as(Organizations.LEASED.key(), "/v1/auth/me"))).isEqualTo(200);
        }
        assertThat(leased() - before).as("of 300").isGreaterThan(100);
    }

    private static double leased() {
        return send(java.net.http.HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("tidepool_ratelimit_decisions_total") && line.contains("\"lease\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void countsNoProbes() {
        for (int i = 0; i < 70; i++) {
            assertThat(statusOf(anonymous("/health/live"))).isEqualTo(200);
        }
    }

    private static JsonObject createKey(String wanted) {
        HttpResponse<String> made = send(Gateway.json(as(Organizations.LIMITED.key(), "/v1/api-keys"), "POST", wanted));
        assertThat(made.statusCode()).isEqualTo(201);
        return bodyOf(made);
    }

    private static List<Integer> statusesOf(Organizations organization, int count) {
        return statusesOf(organization.key(), count);
    }

    private static List<Integer> statusesOf(String credential, int count) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(statusOf(as(credential, "/v1/usage")));
        }
        return statuses;
    }

    private static String metric(String name) {
        String all = send(java.net.http.HttpRequest.newBuilder(Gateway.managementUri("/q/metrics")))
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("missing");
    }
}
