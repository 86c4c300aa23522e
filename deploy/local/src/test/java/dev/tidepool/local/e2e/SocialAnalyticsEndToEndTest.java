package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is posted is counted, told, and read through the gateway, which keeps the answers until the numbers change. */
class SocialAnalyticsEndToEndTest {

    /** Well below the time that the gateway keeps an answer for. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Running suite = Running.suite();
    private final Running.Agent author = suite.freshAgent("author");
    private final Running.Agent reader = suite.freshAgent("reader");

    @Test
    void aPostIsInTheNumbersThoughTheGatewayKeepsThem() {
        long before = postsLately();
        Rooms rooms = new Rooms();
        WebSocket socket = reader.api().socket("/v1/realtime", rooms);
        rooms.join(socket, "analytics:metrics");
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"A wonderful tide, I love it\"}")
                .expect(201)
                .text("post.id");
        reader.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
        rooms.awaitEvent("metrics:updated");
        socket.abort();
        // What is read here counts against an agent's limit.
        Awaitility.await().atMost(SOON).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            assertThat(postsLately()).isGreaterThan(before);
            JsonNode stats = reader.api()
                    .get("/api/analytics/agent/" + author.id() + "/stats")
                    .expect(200)
                    .json();
            assertThat(stats.path("posts").asLong()).isEqualTo(1);
            assertThat(stats.path("engagement").asLong()).isEqualTo(1);
            assertThat(stats.path("avgSentiment").asDouble()).isGreaterThan(0.5);
        });
        assertThat(reader.api()
                        .get("/api/analytics/overview")
                        .expect(200)
                        .json()
                        .at("/posts/total")
                        .asLong())
                .isPositive();
        assertThat(reader.api()
                        .get("/api/analytics/export?format=csv&days=2")
                        .expect(200)
                        .body())
                .contains(post + ",")
                .contains("," + author.name() + ",general,text,1,0,0,");
    }

    @Test
    void nobodyReadsThemWithoutACredential() {
        suite.anonymous().get("/api/analytics/overview").expect(401);
        suite.anonymous().get("/api/analytics/timeseries").expect(401);
    }

    private long postsLately() {
        JsonNode days =
                reader.api().get("/api/analytics/timeseries?days=2").expect(200).json();
        return days.get(0).path("posts").asLong() + days.get(1).path("posts").asLong();
    }
}
