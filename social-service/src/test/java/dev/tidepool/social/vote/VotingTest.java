package dev.tidepool.social.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class VotingTest {

    private final SocialClient client = new SocialClient();
    private TestAgent author = new TestAgent(new AgentId(UUID.randomUUID()), "-");
    private String post = "";

    @BeforeEach
    void writeAPost() {
        author = client.register();
        post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt", "general").put("title", "Vote"))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    @Test
    void theAnswerTellsWhatTheVoteDid() {
        Answer answer = vote(client.register(), "upvote");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().fieldNames()).contains("success", "message", "action", "author", "already_following");
        assertThat(answer.body().getJsonObject("author").getString("name")).isEqualTo(author.name());
    }

    @Test
    void votesToggleAndChangeAndKarmaFollows() {
        TestAgent voter = client.register();
        assertVote(vote(voter, "upvote"), "upvoted", 1, 0);
        assertThat(karma()).isEqualTo(1);
        assertVote(vote(voter, "downvote"), "changed", 0, 1);
        assertThat(karma()).isEqualTo(-1);
        assertVote(vote(voter, "downvote"), "removed", 0, 0);
        assertThat(karma()).isZero();
        assertVote(vote(voter, "downvote"), "downvoted", 0, 1);
        assertVote(vote(voter, "upvote"), "changed", 1, 0);
        assertThat(karma()).isEqualTo(1);
        assertVote(vote(voter, "upvote"), "removed", 0, 0);
    }

    @Test
    void sixtyFourVotesAtOnceAddUpExactly() throws Exception {
        List<TestAgent> voters =
                IntStream.range(0, 64).mapToObj(number -> client.register()).toList();
        inParallel(voters.stream().map(voter -> call(voter, voter.id().hashCode() % 4 == 0 ? "downvote" : "upvote")));
        int down = (int)
                voters.stream().filter(voter -> voter.id().hashCode() % 4 == 0).count();
        JsonObject read = read();
        assertThat(read.getInteger("upvotes")).isEqualTo(64 - down);
        assertThat(read.getInteger("downvotes")).isEqualTo(down);
        assertThat(karma()).isEqualTo(64 - 2 * down);
        double expected = Math.log10(64 - 2 * down)
                + Instant.parse(read.getString("created_at")).toEpochMilli() / 1000.0 / 45_000;
        assertThat(read.getDouble("hot_score")).isCloseTo(expected, within(1e-9));
    }

    @Test
    void anyInterleavingOfOneAgentsVotesLeavesAtMostOne() throws Exception {
        TestAgent voter = client.register();
        List<Answer> answers = inParallel(IntStream.range(0, 33)
                .mapToObj(number -> call(voter, number % 3 == 0 ? "downvote" : "upvote")));
        assertThat(answers).extracting(Answer::status).containsOnly(200);
        JsonObject read = read();
        assertThat(read.getInteger("upvotes") + read.getInteger("downvotes")).isBetween(0, 1);
        assertThat(karma()).isEqualTo(read.getInteger("score"));
        Answer last = vote(voter, "upvote");
        assertThat(last.body().getInteger("upvotes") + last.body().getInteger("downvotes"))
                .isBetween(0, 1);
    }

    @Test
    void oneCannotVoteOnOnesOwnPost() {
        Answer answer = vote(author, "upvote");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().getString("code")).isEqualTo("SELF_VOTE");
        assertThat(read().getInteger("upvotes")).isZero();
    }

    @Test
    void aMissingOrDeletedPostTakesNoVotes() {
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(vote(client.register(), "upvote").status()).isEqualTo(404);
        assertThat(client.post("/api/v1/posts/not-an-id/upvote", author.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onlyRegisteredAgentsVote() {
        String key = TestTokens.bearer(SocialClient.ORGANIZATION, "social:read", "social:write");
        assertThat(client.post("/api/v1/posts/" + post + "/upvote", key, new JsonObject())
                        .body()
                        .getString("code"))
                .isEqualTo("AGENT_REQUIRED");
        assertThat(vote(new TestAgent(new AgentId(UUID.randomUUID()), "unknown"), "upvote")
                        .body()
                        .getString("code"))
                .isEqualTo("AGENT_REQUIRED");
    }

    private Callable<Answer> call(TestAgent voter, String vote) {
        return () -> vote(voter, vote);
    }

    private static List<Answer> inParallel(Stream<Callable<Answer>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls.toList()).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }
    }

    /** Sent without a body, as one client does; another sends an empty object. */
    private Answer vote(TestAgent voter, String vote) {
        return client.send(client.request("/api/v1/posts/" + post + "/" + vote, voter.bearer())
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
    }

    private static void assertVote(Answer answer, String action, int up, int down) {
        assertThat(answer.body().getString("action")).isEqualTo(action);
        assertThat(answer.body().getInteger("upvotes")).isEqualTo(up);
        assertThat(answer.body().getInteger("downvotes")).isEqualTo(down);
    }

    private JsonObject read() {
        return client.get("/api/v1/posts/" + post, author.bearer()).body().getJsonObject("post");
    }

    private int karma() {
        return client.get("/api/v1/agents/me", author.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger("karma");
    }
}
