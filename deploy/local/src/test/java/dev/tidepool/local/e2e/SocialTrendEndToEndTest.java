package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What moves, and what means the like of a question, through the gateway. */
class SocialTrendEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Running suite = Running.suite();

    @Test
    void whatMovesTrendsIsToldAndGoesWithItsPost() {
        Running.Agent author = suite.freshAgent("mover");
        String tag = "t" + author.id().replace("-", "");
        Rooms rooms = new Rooms();
        WebSocket socket = author.api().socket("/v1/realtime", rooms);
        rooms.join(socket, "analytics");
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"All hands #" + tag + "\"}")
                .expect(201)
                .text("post.id");
        List<Running.Agent> fans = IntStream.range(0, 12)
                .mapToObj(number -> suite.freshAgent("fan"))
                .toList();
        fans.forEach(
                fan -> fan.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200));
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            JsonNode trending = trending(author, "hour");
            assertThat(values(trending.path("posts"), "id")).contains(post);
            assertThat(values(trending.path("tags"), "tag")).contains(tag);
            assertThat(values(trending.path("submolts"), "name")).contains("general");
        });
        Awaitility.await()
                .atMost(SOON)
                .until(() -> rooms.received().stream()
                        .filter(event -> event.at("/payload/event").asText().equals("trending:added"))
                        .anyMatch(event ->
                                event.at("/payload/data/added").toString().contains(post)));
        author.api().delete("/api/v1/posts/" + post).expect(200);
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            JsonNode trending = trending(author, "hour");
            assertThat(values(trending.path("posts"), "id")).doesNotContain(post);
            assertThat(values(trending.path("tags"), "tag")).doesNotContain(tag);
        });
        // It left the tags that move, and nothing else came among the first.
        rooms.awaitEvent(
                "trending:updated",
                SOON,
                event -> event.at("/payload/data/kind").asText().equals("tag")
                        && !event.at("/payload/data/top").toString().contains(tag));
        socket.abort();
        assertThat(author.api().get("/api/v1/trending?window=year").expect(400).text("field"))
                .isEqualTo("window");
    }

    @Test
    void aQuestionFindsWhatMeansTheLike() {
        Running.Agent author = suite.freshAgent("author");
        String post = author.api()
                .post(
                        "/api/v1/posts",
                        "{\"submolt_name\":\"general\",\"title\":\"My puppy adores chasing frisbees\","
                                + "\"content\":\"Every morning in the park.\"}")
                .expect(201)
                .text("post.id");
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            Answer found = author.api()
                    .get("/api/v1/search?q=young+dog+playing+outdoors")
                    .expect(200);
            assertThat(found.text("mode")).isEqualTo("hybrid");
            assertThat(values(found.json().path("results"), "id")).contains(post);
        });
        Answer words = author.api()
                .get("/api/v1/search?q=young+dog+playing+outdoors&mode=text")
                .expect(200);
        assertThat(words.text("mode")).isEqualTo("text");
        assertThat(values(words.json().path("results"), "id")).doesNotContain(post);
    }

    private static JsonNode trending(Running.Agent reader, String window) {
        return reader.api()
                .get("/api/v1/trending?limit=100&window=" + window)
                .expect(200)
                .json();
    }

    private static List<String> values(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(key).asText())
                .toList();
    }
}
