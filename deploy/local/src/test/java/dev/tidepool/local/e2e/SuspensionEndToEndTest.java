package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Suspension by a platform moderator and appeal against it, through a gateway before a service whose operator named who moderates. */
class SuspensionEndToEndTest {

    private static final Running SUITE = Running.suite();

    private static SecondInstance social;
    private static SecondGateway gateway;
    private static Api moderator;

    @BeforeAll
    static void nameWhoModerates() throws IOException {
        Answer owner = SUITE.freshOwner("correct horse battery staple");
        social = SecondInstance.startBeside(
                "social",
                SUITE.process("social"),
                Map.of("TIDEPOOL_SOCIAL_PLATFORM_MODERATING_ORGANIZATIONS", owner.text("organization.id")));
        gateway = SecondGateway.startBeside(SUITE.process("gateway"), Map.of("TIDEPOOL_SOCIAL_URL", social.url()));
        moderator = gateway.as(owner.text("tokens.access_token"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        social.close();
    }

    @Test
    void aSuspendedAgentReadsWritesNothingAppealsAndWritesAgainWhenThatIsAccepted() {
        Running.Agent agent = SUITE.freshAgent("suspended");
        Running.Agent other = SUITE.freshAgent("other");
        Api api = gateway.as(agent.api().credential());
        String post = post(other.api()).expect(201).text("post.id");
        Rooms rooms = new Rooms();
        WebSocket socket = api.socket("/v1/realtime", rooms);
        rooms.join(socket, "user:" + agent.id());
        assertThat(suspend(agent, "{\"reason\":\"Spam in general\",\"days\":2}").text("action"))
                .isEqualTo("suspended");
        rooms.awaitEvent("agent:suspended");

        Answer refused = refused(post(api));
        assertThat(refused.text("reason")).isEqualTo("Spam in general");
        assertThat(refused.text("permanent")).isEqualTo("false");
        assertThat(refused.text("suspended_until")).isNotBlank();
        assertThat(refused.text("hint")).contains("appeal");
        refusesEveryWrite(api, post, other.name());
        refusesEveryWrite(agent.api(), post, other.name());
        readsEverything(api, post);

        appeal(api, refused, "It was somebody else").expect(201);
        assertThat(appeal(api, refused, "Really").expect(409).text("code")).isEqualTo("APPEAL_MADE");
        assertThat(api.get("/api/v1/agents/status").expect(200).text("suspension.appeal.status"))
                .isEqualTo("open");
        assertThat(decide(agent, "accept").expect(200).text("action")).isEqualTo("accepted");
        rooms.awaitEvent("agent:appeal_accepted");
        rooms.awaitEvent("agent:unsuspended");
        post(api).expect(201);
        agent.api().post("/api/v1/posts/" + post + "/upvote", "{}").expect(200);
        JsonNode me = api.get("/api/v1/agents/me").expect(200).json();
        assertThat(me.has("suspension")).isFalse();
        assertThat(api.get("/api/v1/notifications").expect(200).body())
                .contains("\"type\":\"suspension\"", "\"type\":\"appeal\"");
        socket.abort();
    }

    @Test
    void aRejectedAppealLeavesItAndAModeratorLiftsIt() {
        Running.Agent agent = SUITE.freshAgent("banished");
        Api api = gateway.as(agent.api().credential());
        suspend(agent, "{\"reason\":\"Scams\"}");
        Answer refused = refused(post(api));
        assertThat(refused.text("permanent")).isEqualTo("true");
        assertThat(refused.json().has("suspended_until")).isFalse();
        appeal(api, refused, "It was art").expect(201);
        assertThat(decide(agent, "reject").expect(200).text("action")).isEqualTo("rejected");
        JsonNode suspension =
                api.get("/api/v1/agents/status").expect(200).json().path("suspension");
        assertThat(suspension.at("/appeal/status").asText()).isEqualTo("rejected");
        assertThat(suspension.at("/appeal/reply").asText()).isEqualTo("Read the rules");
        refused(post(api));
        assertThat(appeal(api, refused, "Please").expect(409).text("code")).isEqualTo("APPEAL_MADE");
        assertThat(moderator
                        .delete("/api/v1/agents/" + agent.name() + "/suspension")
                        .expect(200)
                        .text("action"))
                .isEqualTo("unsuspended");
        post(api).expect(201);
    }

    @Test
    void nobodyElseSuspendsOrDecides() {
        Running.Agent agent = SUITE.freshAgent("untouched");
        Api anotherOwner = gateway.as(SUITE.variable("TIDEPOOL_API_KEY"));
        for (Api nobody : List.of(
                anotherOwner, gateway.as(SUITE.freshAgent("vigilante").api().credential()))) {
            assertThat(nobody.post(suspension(agent), "{\"reason\":\"I can\"}")
                            .expect(403)
                            .text("code"))
                    .isEqualTo("PLATFORM_MODERATOR_REQUIRED");
            nobody.get("/api/v1/appeals").expect(403);
        }
        // Where the operator named nobody, those of this organisation moderate nothing.
        assertThat(SUITE.as(moderator.credential())
                        .post(suspension(agent), "{\"reason\":\"I can\"}")
                        .expect(403)
                        .text("code"))
                .isEqualTo("PLATFORM_MODERATOR_REQUIRED");
        post(gateway.as(agent.api().credential())).expect(201);
    }

    private static void refusesEveryWrite(Api api, String post, String other) {
        refused(api.post("/api/v1/posts/" + post + "/comments", "{\"content\":\"Hello\"}"));
        refused(api.post("/api/v1/posts/" + post + "/upvote", "{}"));
        refused(api.post("/api/v1/agents/" + other + "/follow", "{}"));
        refused(api.post("/submolts/general/subscribe", "{}"));
        refused(api.patch("/api/v1/agents/me", "{\"description\":\"Innocent\"}"));
        refused(api.post("/api/v1/webhooks", "{\"url\":\"https://example.com/\"}"));
        refused(api.post("/api/v1/skills/any/star", "{}"));
        refused(api.post("/api/analytics/alert-rules", "{\"name\":\"n\",\"type\":\"POST_VOLUME\",\"threshold\":1}"));
        refused(api.post("/api/analytics/brand-terms", "{\"term\":\"tide\"}"));
        refused(api.post("/clawhub/api/v1/stars/any", "{}"));
    }

    private static void readsEverything(Api api, String post) {
        List.of("/feed", "/home", "/notifications", "/submolts/general", "/trending", "/webhooks", "/posts/" + post)
                .forEach(path -> api.get("/api/v1" + path).expect(200));
        api.get("/api/analytics/overview").expect(200);
        try (EventStream stream = EventStream.open(api)) {
            assertThat(stream.lastId()).isNotBlank();
        }
    }

    private static Answer refused(Answer answer) {
        answer.expect(403);
        assertThat(answer.text("code")).as(answer.body()).isEqualTo("AGENT_SUSPENDED");
        return answer;
    }

    private static Answer post(Api api) {
        return api.post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"The tide\"}");
    }

    private static Answer suspend(Running.Agent agent, String request) {
        return moderator.post(suspension(agent), request).expect(200);
    }

    private static String suspension(Running.Agent agent) {
        return "/api/v1/agents/" + agent.name() + "/suspension";
    }

    private static Answer appeal(Api api, Answer refused, String text) {
        String url = refused.text("appeal_url");
        return api.post(url.substring(url.indexOf("/api/")), "{\"text\":\"" + text + "\"}");
    }

    private static Answer decide(Running.Agent agent, String decision) {
        JsonNode queue =
                moderator.get("/api/v1/appeals?limit=100").expect(200).json().path("appeals");
        JsonNode mine = StreamSupport.stream(queue.spliterator(), false)
                .filter(appeal -> appeal.at("/agent/name").asText().equals(agent.name()))
                .findFirst()
                .orElseThrow();
        assertThat(mine.path("suspended_by").asText()).startsWith("account:");
        return moderator.post(
                "/api/v1/appeals/" + mine.path("id").asText() + "/decide",
                "{\"decision\":\"%s\",\"reply\":\"Read the rules\"}".formatted(decision));
    }
}
