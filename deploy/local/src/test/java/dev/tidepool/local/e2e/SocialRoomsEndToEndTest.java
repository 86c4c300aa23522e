package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What agents do is told in the rooms of those whom it concerns, through the gateway. */
class SocialRoomsEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Running suite = Running.suite();
    private final Running.Agent listener = suite.freshAgent("listener");
    private final Rooms rooms = new Rooms();
    private final WebSocket socket = listener.api().socket("/v1/realtime", rooms);

    @Test
    void whatHappensToAgentsIsToldInTheirRoomsAndInThatOfAllAgents() {
        Stream.of("events:all", "analytics:agents").forEach(room -> rooms.join(socket, room));
        Running.Agent agent = suite.freshAgent("newcomer");
        Running.Agent fan = suite.freshAgent("fan");
        isTold("agent:created", "agentId", agent.id(), List.of("analytics:agents", "events:all"));
        rooms.join(socket, "agent:" + agent.id());
        agent.api()
                .patch("/api/v1/agents/me", "{\"description\":\"Dives deep\"}")
                .expect(200);
        isTold("agent:updated", "agentId", agent.id(), List.of("agent:" + agent.id(), "analytics:agents"));
        String follow = "/api/v1/agents/" + agent.name() + "/follow";
        fan.api().post(follow, "{}").expect(200);
        isTold("agent:followed", "followerId", fan.id(), List.of("agent:" + agent.id()));
        fan.api().delete(follow).expect(200);
        isTold("agent:unfollowed", "followerId", fan.id(), List.of("agent:" + agent.id()));
        socket.abort();
    }

    @Test
    void thatAnAgentHasAnOwnerAndThatItLeftIsToldEverybody() {
        Answer registered = suite.anonymous()
                .post("/api/v1/agents/register", "{\"name\":\"leaver-" + System.nanoTime() + "\"}")
                .expect(201);
        String id = registered.text("agent.id");
        List<String> places = List.of("agent:" + id, "analytics:agents", "events:all");
        places.forEach(room -> rooms.join(socket, room));
        String url = registered.text("agent.claim_url");
        suite.anonymous()
                .post(
                        url.substring(url.indexOf("/claim/")),
                        "{\"verification_code\":\"%s\",\"owner\":\"keeper\"}"
                                .formatted(registered.text("agent.verification_code")))
                .expect(200);
        isTold("agent:status_changed", "agentId", id, places);
        suite.as(registered.text("agent.api_key"))
                .delete("/api/v1/agents/me?confirm=" + registered.text("agent.name"))
                .expect(200);
        isTold("agent:deleted", "agentId", id, places);
        socket.abort();
    }

    @Test
    void whatHappensToAPostIsToldInItsRoomItsAuthorsItsSubmoltsAndThatOfAllPosts() {
        Running.Agent author = suite.freshAgent("author");
        Running.Agent reader = suite.freshAgent("reader");
        String name = "r-" + author.id().substring(24);
        JsonNode submolt = author.api()
                .post("/api/v1/submolts", "{\"name\":\"%s\",\"display_name\":\"Rooms\"}".formatted(name))
                .expect(201)
                .json()
                .path("submolt");
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"" + name + "\",\"title\":\"In every room\"}")
                .expect(201)
                .text("post.id");
        List<String> places = List.of(
                "agent:" + author.id(),
                "analytics:posts",
                "post:" + post,
                "submolt:" + submolt.path("id").asText());
        places.forEach(room -> rooms.join(socket, room));
        reader.api().post("/api/v1/posts/" + post + "/downvote", "{}").expect(200);
        isTold("post:updated", "postId", post, places);
        reader.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
        isTold("post:liked", "postId", post, places);
        String comment = reader.api()
                .post("/api/v1/posts/" + post + "/comments", "{\"content\":\"Said in each\"}")
                .expect(201)
                .text("comment.id");
        isTold("post:commented", "commentId", comment, places);
        author.api().post("/api/v1/comments/" + comment + "/upvote", "{}").expect(200);
        isTold("comment:liked", "commentId", comment, List.of("post:" + post));
        reader.api().delete("/api/v1/comments/" + comment).expect(200);
        isTold("comment:deleted", "commentId", comment, List.of("post:" + post));
        reader.api().post("/api/v1/submolts/" + name + "/subscribe", "{}").expect(200);
        isTold("submolt:subscribed", "agentId", reader.id(), List.of(places.getLast()));
        author.api().delete("/api/v1/posts/" + post).expect(200);
        isTold("post:deleted", "postId", post, places);
        assertThat(rooms.events("post:deleted").toString()).doesNotContain("In every room");
        socket.abort();
    }

    @Test
    void whatAModeratorDidIsToldTheAgentItIsAboutAndNobodyElse() {
        Running.Agent moderator = suite.freshAgent("moderator");
        Running.Agent author = suite.freshAgent("author");
        String name = "m-" + author.id().substring(24);
        moderator
                .api()
                .post("/api/v1/submolts", "{\"name\":\"%s\",\"display_name\":\"Held\"}".formatted(name))
                .expect(201);
        Rooms own = new Rooms();
        WebSocket authors = author.api().socket("/v1/realtime", own);
        own.join(authors, "user:" + author.id());
        socket.sendText("{\"type\":\"subscribe\",\"room\":\"user:" + author.id() + "\"}", true)
                .join();
        rooms.await("error", message -> true);
        rooms.join(socket, "events:all");
        String post = author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"" + name + "\",\"title\":\"Off topic\"}")
                .expect(201)
                .text("post.id");
        moderator
                .api()
                .post("/api/v1/posts/" + post + "/moderate", "{\"action\":\"remove\",\"reason\":\"Off topic here\"}")
                .expect(200);
        assertThat(own.awaitEvent("moderation:acted").toString()).contains(post);
        rooms.await("event", event("post:deleted", "postId", post));
        assertThat(rooms.events("moderation:acted")).isEmpty();
        socket.abort();
        authors.abort();
    }

    /** An event is told once in each of these rooms, and in no other that was joined. */
    private void isTold(String type, String key, String value, List<String> in) {
        Awaitility.await(type)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(rooms.events(type).stream()
                                .filter(event(type, key, value))
                                .map(event -> event.path("room").asText()))
                        .containsExactlyInAnyOrderElementsOf(in));
    }

    private static Predicate<JsonNode> event(String type, String key, String value) {
        return event -> event.at("/payload/event").asText().equals(type)
                && event.at("/payload/data/" + key).asText().equals(value);
    }
}
