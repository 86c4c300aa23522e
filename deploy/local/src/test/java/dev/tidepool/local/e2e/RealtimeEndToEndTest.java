package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocket;
import org.junit.jupiter.api.Test;

class RealtimeEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void aSocketNeedsACredential() {
        assertThatThrownBy(() -> suite.anonymous().socket("/v1/realtime", new Rooms()))
                .rootCause()
                .hasMessageContaining("401");
    }

    @Test
    void aVoteArrivesInThePostsRoom() {
        Running.Agent author = suite.freshAgent("author");
        Running.Agent reader = suite.freshAgent("reader");
        Rooms rooms = new Rooms();
        WebSocket socket = reader.api().socket("/v1/realtime", rooms);
        rooms.join(socket, "agent:" + author.id());
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"live\",\"content\":\"now\"}")
                .expect(201)
                .text("post.id");
        assertThat(rooms.awaitEvent("post:created").toString()).contains(post);
        rooms.join(socket, "post:" + post);
        reader.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
        rooms.awaitEvent("post:liked");
        assertThat(author.api()
                        .get("/api/v1/posts/" + post)
                        .expect(200)
                        .json()
                        .at("/post/upvotes")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSessionsEventsStayInItsOrganisation() {
        Rooms mine = new Rooms();
        Rooms theirs = new Rooms();
        WebSocket owner = suite.owner().socket("/v1/realtime", mine);
        WebSocket stranger = suite.freshAgent("listener").api().socket("/v1/realtime", theirs);
        String id = suite.owner().post("/v1/sessions", "{}").expect(201).text("id");
        mine.join(owner, "session:" + id);
        stranger.sendText("{\"type\":\"subscribe\",\"room\":\"session:" + id + "\"}", true)
                .join();
        stranger.sendText("{\"type\":\"ping\"}", true).join();
        theirs.await("pong", message -> true);
        suite.owner().post("/v1/sessions/" + id + "/close", "{}").expect(200);
        mine.awaitEvent("session:closed");
        assertThat(theirs.received())
                .noneMatch(message -> message.path("type").asText().equals("event"));
    }
}
