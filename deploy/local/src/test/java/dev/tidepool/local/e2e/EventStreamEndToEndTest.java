package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.local.e2e.EventStream.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an agent is told as it happens, through the gateway: all of it once, however often the line breaks, and nothing of others. */
class EventStreamEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void eventsArriveAndWhatWasMissedComesOnceWithTheLastId() {
        Running.Agent reader = suite.freshAgent("listener");
        Running.Agent author = suite.freshAgent("author");
        follow(reader, author);
        EventStream first = EventStream.open(reader.api());
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"Heard at once\"}")
                .expect(201)
                .text("post.id");
        Told told = first.await("post:created", 1).getFirst();
        assertThat(told.data().at("/data/postId").asText()).isEqualTo(post);
        assertThat(told.data().path("type").asText()).isEqualTo("post:created");
        follow(author, reader);
        first.await("new_follower", 1);
        first.close();
        List<Running.Agent> missed = fans(3);
        missed.forEach(fan -> follow(fan, reader));
        try (EventStream second = EventStream.open(reader.api(), first.lastId())) {
            second.await("new_follower", 3);
            Running.Agent late = suite.freshAgent("late");
            follow(late, reader);
            second.await("new_follower", 4);
            List<String> expected =
                    new ArrayList<>(missed.stream().map(Running.Agent::name).toList());
            expected.add(late.name());
            assertThat(followers(second.all())).isEqualTo(expected);
            assertThat(second.all())
                    .noneMatch(event -> event.type().equals("post:created"))
                    .noneMatch(event -> event.type().equals("stream:gap"));
        }
    }

    @Test
    void nothingIsLostOrRepeatedHoweverOftenTheLineBreaks() {
        Running.Agent reader = suite.freshAgent("shaky");
        List<Running.Agent> fans = fans(12);
        List<Told> seen = new ArrayList<>();
        EventStream stream = EventStream.open(reader.api());
        CompletableFuture<Void> following = CompletableFuture.completedFuture(null);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 6; round++) {
                List<Running.Agent> next = fans.subList(2 * round, 2 * round + 2);
                following = following.thenRunAsync(() -> next.forEach(fan -> follow(fan, reader)), threads);
                if (round % 2 == 1) {
                    // In every other round the line breaks between events that are under way.
                    stream.await("new_follower", 1);
                }
                stream.close();
                seen.addAll(stream.all());
                stream = EventStream.open(reader.api(), stream.lastId());
            }
            following.join();
        }
        int missing = fans.size() - followers(seen).size();
        stream.await("new_follower", missing);
        stream.close();
        seen.addAll(stream.all());
        assertThat(followers(seen))
                .containsExactlyElementsOf(
                        fans.stream().map(Running.Agent::name).toList());
    }

    @Test
    void anothersEventsNeverArrive() {
        Running.Agent reader = suite.freshAgent("discreet");
        Running.Agent stranger = suite.freshAgent("stranger");
        Running.Agent fan = suite.freshAgent("fan");
        String post = stranger.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"Not yours\"}")
                .expect(201)
                .text("post.id");
        try (EventStream mine = EventStream.open(reader.api());
                EventStream theirs = EventStream.open(stranger.api())) {
            follow(fan, stranger);
            fan.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
            fan.api()
                    .post("/api/v1/posts/" + post + "/comments", "{\"content\":\"For you alone\"}")
                    .expect(201);
            theirs.await("new_follower", 1);
            theirs.await("upvote", 1);
            theirs.await("post_comment", 1);
            // What comes later in the one order that all events have: before it would have been what is not mine.
            follow(fan, reader);
            mine.await("new_follower", 1);
            assertThat(mine.all().stream().map(Told::type)).containsExactly("stream:ready", "new_follower");
            // Nor by naming a place in it.
            try (EventStream resumed = EventStream.open(reader.api(), "1")) {
                resumed.await("new_follower", 1);
                assertThat(resumed.all())
                        .noneMatch(told -> told.data().toString().contains(post));
                assertThat(followers(resumed.all())).containsExactly(fan.name());
            }
        }
    }

    @Test
    void aStreamNeedsACredentialAnIdOfItsOwnAndRoom() {
        assertThat(suite.anonymous().get("/api/v1/events").status()).isEqualTo(401);
        Running.Agent reader = suite.freshAgent("greedy");
        Answer refused = reader.api()
                .get("/api/v1/events", Map.of("Last-Event-ID", "yesterday"))
                .expect(400);
        assertThat(refused.text("field")).isEqualTo("Last-Event-ID");
        List<EventStream> open = IntStream.range(0, 3)
                .mapToObj(number -> EventStream.open(reader.api()))
                .toList();
        Answer fourth = reader.api().get("/api/v1/events").expect(429);
        assertThat(fourth.text("code")).isEqualTo("STREAM_LIMIT_REACHED");
        assertThat(fourth.header("Retry-After")).isPresent();
        // Whoever hangs up makes room.
        open.getFirst().close();
        EventStream.open(reader.api()).close();
        open.forEach(EventStream::close);
    }

    private List<Running.Agent> fans(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> suite.freshAgent("fan"))
                .toList();
    }

    private static void follow(Running.Agent one, Running.Agent other) {
        one.api().post("/api/v1/agents/" + other.name() + "/follow", "{}").expect(200);
    }

    private static List<String> followers(List<Told> events) {
        return events.stream()
                .filter(told -> told.type().equals("new_follower"))
                .map(told -> told.data().at("/data/actorName").asText())
                .toList();
    }
}
