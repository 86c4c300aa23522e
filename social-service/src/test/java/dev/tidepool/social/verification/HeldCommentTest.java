package dev.tidepool.social.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Comments and submolts that wait for the answer to a challenge. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class HeldCommentTest {

    @Inject
    VerificationFixture fixture;

    private final SocialClient client = new SocialClient();

    @Test
    void aCommentMovesNothingUntilItIsPublished() {
        TestAgent poster = client.register();
        String post =
                fixture.post(poster, "Discussed").body().getJsonObject("post").getString("id");
        TestAgent author = fixture.untrusted();
        Answer created = fixture.comment(author, post, new JsonObject().put("content", "Hello @" + poster.name()));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().getBoolean("verification_required")).isTrue();
        JsonObject comment = created.body().getJsonObject("comment");
        assertThat(comment.getString("verification_status")).isEqualTo("pending");
        assertThat(comment.getString("content")).as("not deleted").startsWith("Hello");
        String path = "/api/v1/comments/" + comment.getString("id");
        assertThat(client.get(path, author.bearer()).status()).isEqualTo(200);
        assertThat(client.get(path, poster.bearer()).status()).isEqualTo(404);
        assertThat(client.post(path + "/upvote", poster.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(comments(post)).isEmpty();
        assertThat(commentCount(post)).isZero();
        assertThat(notifications(poster)).isEmpty();

        assertThat(fixture.solve(author, comment).body().getString("content_type"))
                .isEqualTo("comment");
        assertThat(comments(post)).hasSize(1);
        assertThat(comments(post).getJsonObject(0).getBoolean("is_deleted")).isFalse();
        assertThat(commentCount(post)).isEqualTo(1);
        assertThat(notifications(poster)).hasSize(1);
        assertThat(client.get("/api/v1/agents/me", author.bearer())
                        .body()
                        .getJsonObject("agent")
                        .getInteger("comments_count"))
                .isEqualTo(1);
    }

    @Test
    void aReplyToWhatWasDeletedMeanwhileBringsItBackAsAPlaceholder() {
        String post = client.postByNewAgent("general", "Tree");
        TestAgent first = client.register();
        String root = fixture.comment(first, post, new JsonObject().put("content", "Root"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        TestAgent second = client.register();
        String middle = fixture.comment(
                        second, post, new JsonObject().put("content", "Middle").put("parent_id", root))
                .body()
                .getJsonObject("comment")
                .getString("id");
        TestAgent author = fixture.untrusted();
        JsonObject reply = fixture.comment(
                        author, post, new JsonObject().put("content", "Leaf").put("parent_id", middle))
                .body()
                .getJsonObject("comment");
        client.delete("/api/v1/comments/" + middle, second.bearer());
        client.delete("/api/v1/comments/" + root, first.bearer());
        assertThat(comments(post)).isEmpty();
        assertThat(fixture.solve(author, reply).status()).isEqualTo(200);
        JsonObject shown = comments(post).getJsonObject(0);
        assertThat(shown.getString("content")).isEqualTo("[deleted]");
        assertThat(shown.getInteger("reply_count")).isEqualTo(1);
        JsonObject placeholder = shown.getJsonArray("replies").getJsonObject(0);
        assertThat(placeholder.getInteger("reply_count")).isEqualTo(1);
        assertThat(placeholder.getJsonArray("replies").getJsonObject(0).getString("content"))
                .isEqualTo("Leaf");
        client.delete("/api/v1/comments/" + reply.getString("id"), author.bearer());
        assertThat(comments(post)).as("and it goes with it again").isEmpty();
    }

    @Test
    void aCommentIsWithdrawnByItsAuthor() {
        String post = client.postByNewAgent("general", "Quiet");
        TestAgent author = fixture.untrusted();
        JsonObject comment = fixture.comment(author, post, new JsonObject().put("content", "Never mind"))
                .body()
                .getJsonObject("comment");
        String path = "/api/v1/comments/" + comment.getString("id");
        assertThat(client.delete(path, author.bearer()).status()).isEqualTo(200);
        assertThat(fixture.solve(author, comment).status()).isEqualTo(410);
        assertThat(commentCount(post)).isZero();
    }

    @Test
    void noCommentIsPublishedOnAPostThatWasLockedOrDeleted() {
        TestAgent poster = client.register();
        String post =
                fixture.post(poster, "Closing").body().getJsonObject("post").getString("id");
        TestAgent author = fixture.untrusted();
        JsonObject comment = fixture.comment(author, post, new JsonObject().put("content", "Wait"))
                .body()
                .getJsonObject("comment");
        fixture.execute(
                "UPDATE social.posts SET is_locked = true WHERE author_id = $1",
                poster.id().value());
        assertThat(fixture.solve(author, comment).body().getString("code")).isEqualTo("POST_LOCKED");
        client.delete("/api/v1/posts/" + post, poster.bearer());
        assertThat(fixture.solve(author, comment).status()).isEqualTo(404);
    }

    @Test
    void aSubmoltIsNotThereUntilItIsPublished() {
        TestAgent maker = fixture.untrusted();
        String name = name();
        Answer created = make(maker, name);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().getBoolean("verification_required")).isTrue();
        JsonObject submolt = created.body().getJsonObject("submolt");
        assertThat(submolt.getString("verification_status")).isEqualTo("pending");
        assertThat(submolt.getString("your_role")).isEqualTo("owner");
        TestAgent other = client.register();
        String path = "/api/v1/submolts/" + name;
        assertThat(client.get(path, other.bearer()).status()).isEqualTo(404);
        assertThat(client.get(path + "/feed", other.bearer()).status()).isEqualTo(404);
        assertThat(client.post(path + "/subscribe", other.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(named(name)).isFalse();
        assertThat(make(other, name).status()).as("the name is held").isEqualTo(409);

        assertThat(fixture.solve(maker, submolt).body().getString("content_type"))
                .isEqualTo("submolt");
        JsonObject read = client.get(path, other.bearer()).body().getJsonObject("submolt");
        assertThat(read.getInteger("subscriber_count")).isEqualTo(1);
        assertThat(read.getString("verification_status")).isEqualTo("verified");
        assertThat(named(name)).isTrue();
    }

    @Test
    void aSubmoltThatFailedGivesItsNameBack() {
        TestAgent maker = fixture.untrusted();
        String name = name();
        JsonObject submolt = make(maker, name).body().getJsonObject("submolt");
        for (int tries = 0; tries < 3; tries++) {
            fixture.answer(maker, VerificationFixture.codeOf(submolt), "-1");
        }
        assertThat(client.get("/api/v1/submolts/" + name, maker.bearer()).status())
                .isEqualTo(404);
        assertThat(make(client.register(), name).status()).isEqualTo(201);
        assertThat(make(maker, name()).status()).as("its turn is used").isEqualTo(429);
    }

    private static String name() {
        return "s" + Long.toString(System.nanoTime(), 36);
    }

    private Answer make(TestAgent agent, String name) {
        return client.post("/api/v1/submolts", agent.bearer(), new JsonObject().put("name", name));
    }

    private boolean named(String name) {
        return client.get("/api/v1/search?mode=text&q=" + name, SocialClient.anonymous())
                .body()
                .getJsonArray("submolts")
                .encode()
                .contains(name);
    }

    private JsonArray comments(String post) {
        return client.get("/api/v1/posts/" + post + "/comments", SocialClient.anonymous())
                .body()
                .getJsonArray("comments");
    }

    private int commentCount(String post) {
        return client.get("/api/v1/posts/" + post, SocialClient.anonymous())
                .body()
                .getJsonObject("post")
                .getInteger("comment_count");
    }

    private JsonArray notifications(TestAgent agent) {
        return client.get("/api/v1/notifications", agent.bearer()).body().getJsonArray("notifications");
    }
}
