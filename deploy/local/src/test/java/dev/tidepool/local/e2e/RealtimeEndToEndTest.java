package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.WebSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RealtimeEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void aSocketNeedsACredential() {
        Rooms rooms = new Rooms();
        WebSocket socket = suite.anonymous().socket("/v1/realtime", rooms);
        socket.sendText("{\"type\":\"subscribe\",\"room\":\"events:all\"}", true)
                .join();
        rooms.await("error", message -> message.path("code").asText().equals("unauthenticated"));
        assertThatThrownBy(() -> suite.as("nonsense").socket("/v1/realtime", new Rooms()))
                .rootCause()
                .hasMessageContaining("401");
    }

    @Test
    void aTicketOpensASocketOnceAndIsNotLogged() {
        String ticket =
                suite.owner().post("/v1/realtime/tickets", "").expect(201).text("ticket");
        Rooms rooms = new Rooms();
        suite.anonymous().socket("/v1/realtime?ticket=" + ticket, rooms);
        rooms.await("connected", message -> true);
        assertThatThrownBy(() -> suite.anonymous().socket("/v1/realtime?ticket=" + ticket, new Rooms()))
                .rootCause()
                .hasMessageContaining("401");
        Awaitility.await()
                .until(() ->
                        suite.log("gateway").anyMatch(line -> line.contains("/v1/realtime") && line.contains("401")));
        assertThat(suite.log("gateway")).noneMatch(line -> line.contains(ticket));
    }

    @Test
    void whatWasMissedIsReplayed() {
        Running.Agent author = suite.freshAgent("missed");
        Rooms first = new Rooms();
        WebSocket socket = author.api().socket("/v1/realtime", first);
        first.join(socket, "agent:" + author.id());
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"missed\",\"content\":\"now\"}")
                .expect(201)
                .text("post.id");
        String last = first.awaitEvent("post:created").path("id").asText();
        socket.abort();
        suite.freshAgent("voter")
                .api()
                .post("/api/v1/posts/" + post + "/upvote", "{}")
                .expect(200);
        Rooms second = new Rooms();
        author.api()
                .socket("/v1/realtime", second)
                .sendText(
                        "{\"type\":\"subscribe\",\"room\":\"agent:%s\",\"lastEventId\":\"%s\"}"
                                .formatted(author.id(), last),
                        true)
                .join();
        assertThat(second.awaitEvent("post:liked").at("/payload/data/postId").asText())
                .isEqualTo(post);
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
