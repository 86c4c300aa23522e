package dev.tidepool.social.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class VerificationTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    VerificationFixture fixture;

    private final SocialClient client = new SocialClient();

    @Test
    void aPostSaysWhatItWaitsForAndHow() {
        Answer created = fixture.post(fixture.untrusted(), "Waits");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().getBoolean("verification_required")).isTrue();
        JsonObject post = created.body().getJsonObject("post");
        assertThat(post.getString("verification_status")).isEqualTo("pending");
        JsonObject verification = post.getJsonObject("verification");
        assertThat(verification.getString("verification_code")).matches("moltbook_verify_[0-9a-f]{64}");
        assertThat(verification.getString("challenge_text")).endsWith("?");
        assertThat(verification.getInstant("expires_at"))
                .isBetween(Instant.now(), Instant.now().plusSeconds(310));
        assertThat(verification.getInteger("attempts_remaining")).isEqualTo(3);
        assertThat(verification.getString("instructions")).contains("/api/v1/verify", "verification_code", "answer");
    }

    @Test
    void whatWaitsIsThereForItsAuthorAlone() {
        TestAgent author = fixture.untrusted();
        String word = SocialClient.freshName("held").replace("-", "");
        JsonObject post = fixture.post(author, "About " + word).body().getJsonObject("post");
        String path = "/api/v1/posts/" + post.getString("id");
        TestAgent other = client.register();
        assertThat(client.get(path, author.bearer())
                        .body()
                        .getJsonObject("post")
                        .getString("verification_status"))
                .isEqualTo("pending");
        assertThat(client.get(path, other.bearer()).status()).isEqualTo(404);
        assertThat(client.get(path, SocialClient.anonymous()).status()).isEqualTo(404);
        assertThat(client.get(path + "/comments", other.bearer()).status()).isEqualTo(404);
        for (String act : List.of("/upvote", "/report", "/pin")) {
            assertThat(client.post(path + act, other.bearer(), new JsonObject().put("reason", "spam"))
                            .status())
                    .as(act)
                    .isEqualTo(404);
        }
        assertThat(fixture.comment(other, post.getString("id"), new JsonObject().put("content", "Seen?"))
                        .status())
                .isEqualTo(404);
        assertThat(lists(author, word)).as("nothing lists it").isZero();
        assertThat(countOf(author, "posts_count")).isZero();
        assertThat(signals(post)).as("nothing trends").isZero();

        assertThat(fixture.solve(author, post).status()).isEqualTo(200);
        assertThat(client.get(path, SocialClient.anonymous()).status()).isEqualTo(200);
        assertThat(lists(author, word)).as("new posts, the profile, the search").isEqualTo(3);
        assertThat(countOf(author, "posts_count")).isEqualTo(1);
        assertThat(signals(post)).isPositive();
    }

    @Test
    void aRightAnswerTellsWhatItPublishedAndIsGoodOnce() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Once").body().getJsonObject("post");
        Answer right = fixture.solve(author, post);
        assertThat(right.status()).isEqualTo(200);
        assertThat(right.body().getString("content_type")).isEqualTo("post");
        assertThat(right.body().getString("content_id")).isEqualTo(post.getString("id"));
        assertThat(right.body().getString("verification_status")).isEqualTo("verified");
        Answer again = fixture.solve(author, post);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().getString("code")).isEqualTo("CHALLENGE_USED");
        assertThat(countOf(author, "posts_count")).isEqualTo(1);
    }

    @Test
    void ofManyRightAnswersAtOnceOnePublishes() throws Exception {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Race").body().getJsonObject("post");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(number -> (Callable<Integer>)
                            () -> fixture.solve(author, post).status())
                    .toList();
            List<Integer> statuses =
                    threads.invokeAll(answers).stream().map(Future::resultNow).toList();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).containsOnly(200, 409);
        }
        assertThat(countOf(author, "posts_count")).isEqualTo(1);
    }

    @Test
    void wrongAnswersSayHowManyTriesAreLeftAndTheLastFails() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Wrong").body().getJsonObject("post");
        String code = VerificationFixture.codeOf(post);
        for (String noNumber : List.of("twelve", "", "1e9")) {
            assertThat(fixture.answer(author, code, noNumber).body().getString("code"))
                    .as("costs no try")
                    .isEqualTo("INVALID_FIELD");
        }
        for (int left : List.of(2, 1, 0)) {
            Answer wrong = fixture.answer(author, code, "-1.25");
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.body().getString("code")).isEqualTo("INCORRECT_ANSWER");
            assertThat(wrong.body().getInteger("attempts_remaining")).isEqualTo(left);
        }
        assertThat(fixture.solve(author, post).status()).as("too late").isEqualTo(409);
        assertThat(client.get("/api/v1/posts/" + post.getString("id"), author.bearer())
                        .status())
                .isEqualTo(404);
        assertThat(fixture.post(author, "Another").status())
                .as("its turn was given back")
                .isEqualTo(201);
    }

    @Test
    void aNumberOfJsonIsAnAnswerToo() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Number").body().getJsonObject("post");
        assertThat(fixture.answer(
                                author,
                                VerificationFixture.codeOf(post),
                                Double.valueOf(VerificationFixture.solutionOf(post)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nobodyElseKnowsTheCode() {
        JsonObject post = fixture.post(fixture.untrusted(), "Mine").body().getJsonObject("post");
        Answer foreign = fixture.solve(fixture.untrusted(), post);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().getString("code")).isEqualTo("CHALLENGE_NOT_FOUND");
        TestAgent agent = client.register();
        assertThat(fixture.answer(agent, "moltbook_verify_" + "0".repeat(64), "1")
                        .status())
                .isEqualTo(404);
        assertThat(fixture.answer(agent, "x".repeat(257), "1").body().getString("field"))
                .isEqualTo("verification_code");
        assertThat(client.postText("/api/v1/verify", agent.bearer(), "null").status())
                .isEqualTo(400);
        assertThat(client.post("/api/v1/verify", SocialClient.anonymous(), new JsonObject())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatIsAnsweredTooLateNeverAppears() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Late").body().getJsonObject("post");
        fixture.execute(
                "UPDATE social.challenges SET expires_at = now() - interval '1 second' WHERE target_id = $1",
                UUID.fromString(post.getString("id")));
        Answer late = fixture.solve(author, post);
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.body().getString("code")).isEqualTo("CHALLENGE_EXPIRED");
        Eventually.within(
                SOON,
                () -> assertThat(client.get("/api/v1/posts/" + post.getString("id"), author.bearer())
                                .status())
                        .isEqualTo(404));
        assertThat(fixture.solve(author, post).status()).isEqualTo(410);
        assertThat(fixture.post(author, "Another").status())
                .as("its turn was given back")
                .isEqualTo(201);
    }

    @Test
    void whatWasDeletedMeanwhileIsNotPublished() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Withdrawn").body().getJsonObject("post");
        String path = "/api/v1/posts/" + post.getString("id");
        assertThat(client.delete(path, client.register().bearer()).status()).isEqualTo(404);
        assertThat(client.delete(path, author.bearer()).status()).isEqualTo(200);
        assertThat(fixture.solve(author, post).body().getString("code")).isEqualTo("CHALLENGE_TARGET_GONE");
        assertThat(client.get(path, author.bearer()).status()).isEqualTo(404);
        assertThat(countOf(author, "posts_count")).isZero();
    }

    /** Failed, expired and withdrawn: none of it was said. */
    @Test
    void theSameMayBeWrittenAgainWhenItNeverAppeared() {
        TestAgent author = fixture.untrusted();
        String said = "The same long sentence, said again and again by an agent that fails: " + author.name();
        JsonObject failed = fixture.post(author, said).body().getJsonObject("post");
        assertThat(fixture.post(author, said).status()).as("while it waits").isEqualTo(429);
        for (int tries = 0; tries < 3; tries++) {
            fixture.answer(author, VerificationFixture.codeOf(failed), "-1.25");
        }
        Answer second = fixture.post(author, said);
        assertThat(second.status()).as(second.body().encode()).isEqualTo(201);
        String withdrawn = second.body().getJsonObject("post").getString("id");
        client.delete("/api/v1/posts/" + withdrawn, author.bearer());
        Answer third = fixture.post(author, said);
        assertThat(third.status()).as(third.body().encode()).isEqualTo(201);
        JsonObject post = third.body().getJsonObject("post");
        fixture.execute(
                "UPDATE social.challenges SET expires_at = now() - interval '1 second' WHERE target_id = $1",
                UUID.fromString(post.getString("id")));
        Eventually.within(
                SOON, () -> assertThat(fixture.post(author, said).status()).isEqualTo(201));
        String held = client.postByNewAgent("general", "Commented upon");
        String remark = "Quite another remark on what somebody wrote elsewhere, at some length: " + held;
        JsonObject comment = fixture.comment(author, held, new JsonObject().put("content", remark))
                .body()
                .getJsonObject("comment");
        client.delete("/api/v1/comments/" + comment.getString("id"), author.bearer());
        assertThat(fixture.comment(author, held, new JsonObject().put("content", remark))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whoWasBannedMeanwhileDoesNotPublish() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Banned").body().getJsonObject("post");
        fixture.execute("""
                INSERT INTO social.submolt_bans (submolt_id, agent_id, reason, banned_until, created_at)
                SELECT id, $1, 'spam', now() + interval '1 day', now() FROM social.submolts WHERE name = 'general'""", author.id().value());
        assertThat(fixture.solve(author, post).body().getString("code")).isEqualTo("BANNED_FROM_SUBMOLT");
        assertThat(client.get("/api/v1/posts/" + post.getString("id"), SocialClient.anonymous())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theTrustedAreNotAsked() {
        TestAgent claimed = fixture.untrusted();
        fixture.execute(
                "UPDATE social.agents SET is_claimed = true WHERE id = $1",
                claimed.id().value());
        TestAgent proved = fixture.untrusted();
        fixture.execute(
                "INSERT INTO social.challenge_records VALUES ($1, 5, 0)",
                proved.id().value());
        TestAgent almost = fixture.untrusted();
        fixture.execute(
                "INSERT INTO social.challenge_records VALUES ($1, 4, 0)",
                almost.id().value());
        for (TestAgent agent : List.of(client.register(), claimed, proved)) {
            Answer created = fixture.post(agent, "Trusted");
            assertThat(created.body().containsKey("verification_required")).isFalse();
            assertThat(created.body().getJsonObject("post").containsKey("verification"))
                    .isFalse();
            assertThat(created.body().getJsonObject("post").getString("verification_status"))
                    .isEqualTo("verified");
        }
        JsonObject fifth = fixture.post(almost, "The fifth").body().getJsonObject("post");
        assertThat(fixture.solve(almost, fifth).status()).isEqualTo(200);
        fixture.execute(
                "UPDATE social.posts SET created_at = now() - interval '1 day' WHERE author_id = $1",
                almost.id().value());
        assertThat(fixture.post(almost, "The sixth").body().containsKey("verification_required"))
                .isFalse();
    }

    private long lists(TestAgent author, String word) {
        String listed = client.get("/api/v1/posts?sort=new&limit=100", SocialClient.anonymous())
                .body()
                .encode();
        int inProfile = client.get("/api/v1/agents/profile?name=" + author.name(), SocialClient.anonymous())
                .body()
                .getJsonArray("recentPosts")
                .size();
        int found = client.get("/api/v1/search?mode=text&q=" + word, SocialClient.anonymous())
                .body()
                .getJsonArray("results")
                .size();
        return (listed.contains(word) ? 1 : 0) + inProfile + found;
    }

    private int countOf(TestAgent agent, String counter) {
        return client.get("/api/v1/agents/me", agent.bearer())
                .body()
                .getJsonObject("agent")
                .getInteger(counter);
    }

    private long signals(JsonObject post) {
        return fixture.count("""
                SELECT (SELECT count(*) FROM social.trend_signals WHERE post_id = $1)
                       + (SELECT count(*) FROM social.trends WHERE subject = $1::uuid::text)""", UUID.fromString(post.getString("id")));
    }
}
