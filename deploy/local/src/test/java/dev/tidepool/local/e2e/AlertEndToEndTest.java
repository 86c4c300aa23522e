package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** An organisation is told when what it watches goes beyond a threshold, and nobody else is. */
class AlertEndToEndTest {

    /** Rules are looked at every few seconds. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String RULES = "/api/analytics/alert-rules";
    private static final String ALERTS = "/api/analytics/alerts";

    private final Running suite = Running.suite();
    private final Running.Agent watcher = suite.freshAgent("watcher");
    private final Running.Agent stranger = suite.freshAgent("stranger");
    private final Running.Agent author = suite.freshAgent("watched");
    private final Rooms rooms = new Rooms();
    private final Rooms strangers = new Rooms();

    @Test
    void aRuleFiresBeyondItsThresholdIsToldListedReadAndResolvedAndNobodyElseHears() {
        join(watcher, rooms);
        WebSocket theirs = join(stranger, strangers);
        EventStream stream = EventStream.open(watcher.api());
        follow(suite.freshAgent("first"));
        author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"Watched\"}")
                .expect(201);
        String quiet = rule("FOLLOWER_GAIN", 2, "LOW");
        String loud = rule("POST_VOLUME", 1, "CRITICAL");

        JsonNode created = rooms.awaitEvent("alert:created", SOON, of(loud));
        assertThat(created.at("/payload/data/severity").asText()).isEqualTo("CRITICAL");
        assertThat(created.at("/payload/data/value").asDouble()).isEqualTo(1);
        assertThat(rooms.events("alert:created").stream()
                        .filter(of(loud))
                        .map(event -> event.path("room").asText())
                        .distinct())
                .isSubsetOf("alerts", "alerts:critical");
        assertThat(stream.await("alert:created", 1)
                        .getFirst()
                        .data()
                        .at("/data/ruleId")
                        .asText())
                .isEqualTo(loud);
        // Looked at before the other, and one follower is not two.
        JsonNode listed = watcher.api().get(ALERTS).expect(200).json();
        assertThat(listed.path("data")).hasSize(1);
        assertThat(listed.path("unread").asInt()).isEqualTo(1);
        assertThat(listed.at("/data/0/ruleId").asText()).isEqualTo(loud);
        assertThat(listed.at("/data/0/read").asBoolean()).isFalse();
        assertThat(unread(watcher)).isEqualTo(1);

        follow(suite.freshAgent("second"));
        watcher.api().patch(RULES + "/" + quiet, "{\"threshold\":2}").expect(200);
        JsonNode gained = rooms.awaitEvent("alert:created", SOON, of(quiet));
        assertThat(gained.at("/payload/data/type").asText()).isEqualTo("FOLLOWER_GAIN");
        assertThat(gained.at("/payload/data/value").asDouble()).isEqualTo(2);
        assertThat(unread(watcher)).isEqualTo(2);

        follow(suite.freshAgent("third"));
        watcher.api().patch(RULES + "/" + quiet, "{\"threshold\":2}").expect(200);
        JsonNode worse = rooms.awaitEvent("alert:escalated", SOON, of(quiet));
        assertThat(worse.at("/payload/data/severity").asText()).isEqualTo("MEDIUM");
        assertThat(worse.at("/payload/data/alertId")).isEqualTo(gained.at("/payload/data/alertId"));
        assertThat(unread(watcher)).isEqualTo(2);

        readAndResolve(created.at("/payload/data/alertId").asText(), loud);
        othersSeeNothing(theirs, gained.at("/payload/data/alertId").asText(), quiet);
        stream.close();
    }

    private void readAndResolve(String alert, String rule) {
        watcher.api().post(ALERTS + "/" + alert + "/read", "{}").expect(200);
        assertThat(unread(watcher)).isEqualTo(1);
        assertThat(watcher.api().get(ALERTS + "?unread=true").expect(200).json().path("data"))
                .hasSize(1);
        Answer resolved =
                watcher.api().post(ALERTS + "/" + alert + "/resolve", "{}").expect(200);
        assertThat(resolved.text("status")).isEqualTo("resolved");
        assertThat(resolved.text("resolvedBy")).contains(watcher.id());
        rooms.awaitEvent("alert:resolved", SOON, of(rule));
        assertThat(watcher.api()
                        .get(ALERTS + "?status=open&severity=CRITICAL")
                        .expect(200)
                        .json()
                        .path("data"))
                .isEmpty();
        watcher.api().post(ALERTS + "/read-all", "{}").expect(200);
        assertThat(unread(watcher)).isZero();
    }

    private void othersSeeNothing(WebSocket theirs, String alert, String rule) {
        assertThat(stranger.api().get(ALERTS).expect(200).json().path("data")).isEmpty();
        assertThat(stranger.api().get(RULES).expect(200).body()).doesNotContain(rule);
        assertThat(unread(stranger)).isZero();
        stranger.api().get(RULES + "/" + rule).expect(404);
        stranger.api().patch(RULES + "/" + rule, "{\"enabled\":false}").expect(404);
        stranger.api().delete(RULES + "/" + rule).expect(404);
        stranger.api().post(ALERTS + "/" + alert + "/read", "{}").expect(404);
        stranger.api().post(ALERTS + "/" + alert + "/resolve", "{}").expect(404);
        theirs.sendText("{\"type\":\"ping\"}", true).join();
        strangers.await("pong", message -> true);
        assertThat(strangers.received())
                .noneMatch(message -> message.path("type").asText().equals("event"));
    }

    private WebSocket join(Running.Agent agent, Rooms rooms) {
        WebSocket socket = agent.api().socket("/v1/realtime", rooms);
        rooms.join(socket, "alerts");
        rooms.join(socket, "alerts:critical");
        return socket;
    }

    private void follow(Running.Agent follower) {
        follower.api().post("/api/v1/agents/" + author.name() + "/follow", "{}").expect(200);
    }

    private String rule(String type, int threshold, String severity) {
        return watcher.api()
                .post(
                        RULES,
                        "{\"name\":\"%1$s\",\"type\":\"%1$s\",\"threshold\":%2$d,\"severity\":\"%3$s\",\"agentId\":\"%4$s\"}"
                                .formatted(type, threshold, severity, author.id()))
                .expect(201)
                .text("id");
    }

    private static Predicate<JsonNode> of(String rule) {
        return event -> event.at("/payload/data/ruleId").asText().equals(rule);
    }

    private static int unread(Running.Agent agent) {
        return agent.api()
                .get("/api/analytics/overview")
                .expect(200)
                .json()
                .at("/alerts/unread")
                .asInt(-1);
    }
}
