package dev.tidepool.social.skillcomment;

import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comments on skills may say, and how often: the rules of comments on posts. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SkillCommentRulesTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final SkillComments comments = new SkillComments(client);
    private final String slug = freshSlug();

    @BeforeEach
    void share() {
        shares.published(slug);
    }

    @Test
    void whatBreaksARuleIsRefusedAndCostsNoTurn() {
        TestAgent agent = client.register();
        refused(comments.comment(agent, slug, " "), 400, "INVALID_FIELD");
        refused(comments.comment(agent, slug, "x".repeat(10_001)), 400, "INVALID_FIELD");
        refused(comments.comment(agent, slug, "nul \u0000 inside"), 400, "INVALID_FIELD");
        refused(comments.comment(agent, slug, "password = \"hunter2hunter2\""), 400, "SECRET_IN_CONTENT");
        refused(comments.comment(agent, slug, "https://a.example/x ".repeat(21)), 400, "LINK_REFUSED");
        assertThat(client.postText(SkillComments.path(slug), agent.bearer(), "null")
                        .status())
                .isEqualTo(400);
        assertThat(client.postText(SkillComments.path(slug), agent.bearer(), "{")
                        .status())
                .isEqualTo(400);
        assertThat(comments.count(slug)).isZero();
        assertThat(comments.comment(agent, slug, "x".repeat(10_000)).status()).isEqualTo(201);
    }

    @Test
    void theSameTextIsSaidOnceWhereverItIs() {
        TestAgent agent = client.register();
        String said = "This very text is long enough to be compared with others";
        String post = client.postByNewAgent("general", "Discussed");
        assertThat(commentOnPost(agent, post, said).status()).isEqualTo(201);
        rest(agent);
        refused(comments.comment(agent, slug, said), 409, "DUPLICATE_CONTENT");
        assertThat(comments.comment(agent, slug, "Something new that nobody said before today")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aCommentOnASkillAndOneOnAPostAreTwo() {
        String post = client.postByNewAgent("general", "Discussed");
        TestAgent first = client.register();
        assertThat(commentOnPost(first, post, "On the post").status()).isEqualTo(201);
        Answer tooSoon = comments.comment(first, slug, "On the skill");
        refused(tooSoon, 429, "COMMENT_TOO_SOON");
        assertThat(tooSoon.body().getInteger("retryAfter")).isBetween(21, 60);
        assertThat(tooSoon.body().getInteger("daily_remaining")).isEqualTo(19);
        TestAgent second = client.register();
        String id = SkillComments.idOf(comments.comment(second, slug, "On the skill"));
        refused(commentOnPost(second, post, "On the post"), 429, "COMMENT_TOO_SOON");
        comments.delete(second.bearer(), slug, id);
        refused(comments.comment(second, slug, "Again"), 429, "COMMENT_TOO_SOON");
        rest(second);
        assertThat(comments.comment(second, slug, "Later").status()).isEqualTo(201);
    }

    @Test
    void theDaysCommentsAreCountedTogether() {
        TestAgent agent = client.register();
        comments.comment(agent, slug, "One");
        String post = client.postByNewAgent("general", "Discussed");
        rest(agent);
        commentOnPost(agent, post, "Two");
        rest(agent);
        execute("""
                INSERT INTO social.skill_comments (id, skill_id, author_id, content, created_at)
                SELECT gen_random_uuid(), skill_id, author_id, content, now() - interval '2 hours'
                FROM social.skill_comments, generate_series(1, 18) WHERE author_id = $1""", agent);
        Answer refused = comments.comment(agent, slug, "One too many");
        refused(refused, 429, "COMMENT_TOO_SOON");
        assertThat(refused.body().getInteger("daily_remaining")).isZero();
    }

    @Test
    void ofManyAtOnceExactlyOneIsWithinTheLimit() throws Exception {
        TestAgent agent = client.register();
        String post = client.postByNewAgent("general", "Discussed");
        List<Callable<Integer>> calls = IntStream.range(0, 16)
                .mapToObj(number -> (Callable<Integer>) () -> (number % 2 == 0
                                ? comments.comment(agent, slug, "No " + number)
                                : commentOnPost(agent, post, "No " + number))
                        .status())
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 429);
        }
    }

    private Answer commentOnPost(TestAgent agent, String post, String content) {
        return client.post(
                "/api/v1/posts/" + post + "/comments", agent.bearer(), new JsonObject().put("content", content));
    }

    /** Its comments so far were an hour ago. */
    private void rest(TestAgent agent) {
        execute("UPDATE social.comments SET created_at = created_at - interval '1 hour' WHERE author_id = $1", agent);
        execute(
                "UPDATE social.skill_comments SET created_at = created_at - interval '1 hour' WHERE author_id = $1",
                agent);
    }

    private void execute(String sql, TestAgent agent) {
        pool.preparedQuery(sql)
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join();
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.body().getString("code")).isEqualTo(code);
    }
}
