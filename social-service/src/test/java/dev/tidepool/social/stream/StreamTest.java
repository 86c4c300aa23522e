package dev.tidepool.social.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class StreamTest {

    private static final String PATH = "/api/v1/events";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void tellsWhatHappensToTheAgentAsItDoes() {
        TestAgent author = client.register();
        String post = post(author, "general");
        try (StreamReader stream = open(author, "")) {
            stream.await("stream:ready", 1);
            TestAgent commenter = client.register();
            comment(commenter, post);
            JsonObject told = stream.await("post_comment", 1).getFirst().data();
            assertThat(told.getString("type")).isEqualTo("post_comment");
            assertThat(told.getJsonObject("data").getString("actorName")).isEqualTo(commenter.name());
            assertThat(told.getJsonObject("data").getString("postId")).isEqualTo(post);
            assertThat(stream.contentType()).startsWith("text/event-stream");
            stream.awaitHeartbeat();
        }
    }

    @Test
    void goesOnAfterTheLastEventWithoutLossOrRepeat() {
        TestAgent author = client.register();
        String post = post(author, "general");
        String last;
        try (StreamReader stream = open(author, "")) {
            comment(client.register(), post);
            last = stream.await("post_comment", 1).getFirst().id();
        }
        for (int number = 0; number < 5; number++) {
            comment(client.register(), post);
        }
        try (StreamReader stream = open(author, last)) {
            List<StreamReader.Received> missed = stream.await("post_comment", 5);
            comment(client.register(), post);
            List<StreamReader.Received> all = stream.await("post_comment", 6);
            assertThat(all.subList(0, 5)).isEqualTo(missed);
            assertThat(all)
                    .extracting(received -> received.data().getString("id"))
                    .doesNotHaveDuplicates();
            assertThat(all).extracting(received -> Long.valueOf(received.id())).isSorted();
        }
        try (StreamReader stream = open(author, last)) {
            assertThat(stream.await("post_comment", 6)).hasSize(6);
        }
    }

    @Test
    void tellsOfPostsOfWhomOneFollowsAndNothingOfOthers() {
        TestAgent reader = client.register();
        TestAgent writer = client.register();
        client.post("/api/v1/agents/" + writer.name() + "/follow", reader.bearer(), new JsonObject());
        client.post("/api/v1/submolts/general/subscribe", writer.bearer(), new JsonObject());
        try (StreamReader ofReader = open(reader, "");
                StreamReader ofWriter = open(writer, "")) {
            ofReader.await("stream:ready", 1);
            ofWriter.await("stream:ready", 1);
            String post = post(writer, "general");
            String other = post(client.register(), "general");
            assertThat(ofReader.await("post:created", 1)
                            .getFirst()
                            .data()
                            .getJsonObject("data")
                            .getString("postId"))
                    .isEqualTo(post);
            assertThat(ofWriter.await("post:created", 1)
                            .getFirst()
                            .data()
                            .getJsonObject("data")
                            .getString("postId"))
                    .isEqualTo(other);
            comment(reader, post);
            ofWriter.await("post_comment", 1);
            assertThat(ofReader.all())
                    .extracting(StreamReader.Received::type)
                    .containsExactly("stream:ready", "post:created");
        }
    }

    @Test
    void whatWasDeletedSinceIsNotTold() {
        TestAgent reader = client.register();
        TestAgent regretful = client.register();
        TestAgent writer = client.register();
        for (TestAgent followed : List.of(regretful, writer)) {
            client.post("/api/v1/agents/" + followed.name() + "/follow", reader.bearer(), new JsonObject());
        }
        String last;
        try (StreamReader stream = open(reader, "")) {
            last = stream.await("stream:ready", 1).getFirst().id();
        }
        String taken = post(regretful, "general");
        client.delete("/api/v1/posts/" + taken, regretful.bearer());
        String kept = post(writer, "general");
        try (StreamReader stream = open(reader, last)) {
            stream.await("post:created", 1);
            assertThat(stream.all())
                    .filteredOn(received -> received.type().equals("post:created"))
                    .extracting(
                            received -> received.data().getJsonObject("data").getString("postId"))
                    .containsExactly(kept);
        }
    }

    @Test
    void saysThatSomethingIsNotKnownAnyMore() {
        TestAgent agent = client.register();
        String post = post(agent, "general");
        comment(client.register(), post);
        Eventually.value(
                SOON, "the journal", () -> Optional.of(journalled(agent)).filter(count -> count == 1));
        sql("DELETE FROM social.journal");
        try (StreamReader stream = open(agent, "0")) {
            stream.await("stream:gap", 1);
            comment(client.register(), post);
            assertThat(stream.await("post_comment", 1)).hasSize(1);
        }
    }

    @Test
    void anAgentHasThreeStreamsAtMostAndAClosedOneMakesRoom() {
        TestAgent agent = client.register();
        List<StreamReader> streams = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            StreamReader stream = open(agent, "");
            stream.await("stream:ready", 1);
            streams.add(stream);
        }
        SocialClient.Answer refused = client.get(PATH, agent.bearer());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().getString("code")).isEqualTo("STREAM_LIMIT_REACHED");
        streams.forEach(StreamReader::close);
        Eventually.value(SOON, "room", () -> {
            try (StreamReader stream = open(agent, "")) {
                return Optional.of(stream.status()).filter(status -> status == 200);
            }
        });
    }

    @Test
    void aReaderThatDoesNotReadIsClosed() throws IOException {
        TestAgent agent = client.register();
        List<Socket> sockets = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            sockets.add(unread(agent));
        }
        assertThat(client.get(PATH, agent.bearer()).status()).isEqualTo(429);
        sql("""
                INSERT INTO social.journal_inbox (event_id, type, time, data, agent_id)
                SELECT gen_random_uuid(), 'dm:sent', now(), jsonb_build_object('filler', repeat('x', 20000)), '%s'
                FROM generate_series(1, 1500)""".formatted(agent.id()));
        Eventually.value(Duration.ofSeconds(30), "room", () -> {
            try (StreamReader stream = open(agent, "")) {
                return Optional.of(stream.status()).filter(status -> status == 200);
            }
        });
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void refusesWhatIsNoIdAndWhoIsNoAgent() {
        TestAgent agent = client.register();
        for (String id : List.of("x", "-1", "1.5", "9999999999999999999")) {
            assertThat(client.send(client.request(PATH, agent.bearer())
                                    .header("Last-Event-ID", id)
                                    .GET())
                            .status())
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(client.get(PATH, SocialClient.anonymous()).status()).isEqualTo(401);
        // A position that never was is the end: nothing of what comes is passed over.
        try (StreamReader stream = open(agent, "999999999999999999")) {
            stream.await("stream:ready", 1);
            comment(client.register(), post(agent, "general"));
            stream.await("post_comment", 1);
        }
    }

    private StreamReader open(TestAgent agent, String lastEventId) {
        return StreamReader.open(client.request(PATH, agent.bearer()), lastEventId);
    }

    private static Socket unread(TestAgent agent) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + PATH + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + agent.bearer() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("stream:ready") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        return socket;
    }

    private String post(TestAgent author, String submolt) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", submolt).put("title", "A title"))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private void comment(TestAgent author, String post) {
        assertThat(client.post(
                                "/api/v1/posts/" + post + "/comments",
                                author.bearer(),
                                new JsonObject().put("content", "Hi"))
                        .status())
                .isEqualTo(201);
    }

    private int journalled(TestAgent agent) {
        return pool.query("SELECT count(*)::int FROM social.journal WHERE agent_id = '" + agent.id() + "'")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .indefinitely();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }
}
