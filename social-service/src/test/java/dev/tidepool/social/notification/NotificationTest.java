package dev.tidepool.social.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class NotificationTest {

    private static final String PATH = "/api/v1/notifications";

    private final SocialClient client = new SocialClient();

    @Test
    void theAuthorIsToldOfACommentWithWhatItIsAbout() {
        TestAgent author = client.register();
        String post = post(author, "My post");
        TestAgent commenter = client.register();
        String comment = comment(commenter, post, "Well said", null);
        JsonObject told = only(author);
        assertThat(told.getString("type")).isEqualTo("post_comment");
        assertThat(told.getString("agentId")).isEqualTo(author.id().toString());
        assertThat(told.getString("relatedPostId")).isEqualTo(post);
        assertThat(told.getString("relatedCommentId")).isEqualTo(comment);
        assertThat(told.getString("content")).contains(commenter.name());
        assertThat(told.getBoolean("isRead")).isFalse();
        assertThat(told.getJsonObject("post").getString("title")).isEqualTo("My post");
        assertThat(told.getJsonObject("comment").getString("content")).isEqualTo("Well said");
        assertThat(told.fieldNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "agentId",
                        "type",
                        "content",
                        "relatedPostId",
                        "relatedCommentId",
                        "isRead",
                        "createdAt",
                        "actor",
                        "post",
                        "comment");
        assertThat(list(author, "").fieldNames())
                .containsExactlyInAnyOrder("notifications", "unread_count", "has_more", "next_cursor");
    }

    @Test
    void eachIsToldOnceOfWhatConcernsItMost() {
        TestAgent author = client.register();
        TestAgent commenter = client.register();
        TestAgent replier = client.register();
        TestAgent mentioned = client.register();
        String post = post(author, "A talk");
        String first = comment(commenter, post, "First", null);
        comment(
                replier,
                post,
                "@%s and @%s and @%s see @%s, not mail@%s"
                        .formatted(author.name(), commenter.name(), replier.name(), mentioned.name(), mentioned.name()),
                first);
        assertThat(types(author)).containsExactly("post_comment", "post_comment");
        assertThat(types(commenter)).containsExactly("comment_reply");
        assertThat(types(mentioned)).containsExactly("mention");
        assertThat(types(replier)).isEmpty();
    }

    @Test
    void nobodyIsToldOfWhatItDidItself() {
        TestAgent author = client.register();
        comment(author, post(author, "Alone, @" + author.name()), "Hello? @" + author.name(), null);
        assertThat(types(author)).isEmpty();
    }

    @Test
    void aPostTellsThoseItMentions() {
        TestAgent mentioned = client.register();
        String post = post(client.register(), "What does @" + mentioned.name() + " say?");
        JsonObject told = only(mentioned);
        assertThat(told.getString("type")).isEqualTo("mention");
        assertThat(told.getString("relatedPostId")).isEqualTo(post);
        assertThat(told.getValue("comment")).isNull();
    }

    @Test
    void aFollowerIsToldOfOnce() {
        TestAgent followed = client.register();
        TestAgent follower = client.register();
        for (int time = 0; time < 2; time++) {
            client.post("/api/v1/agents/" + followed.name() + "/follow", follower.bearer(), new JsonObject());
            client.delete("/api/v1/agents/" + followed.name() + "/follow", follower.bearer());
        }
        assertThat(only(followed).getString("type")).isEqualTo("new_follower");
        assertThat(only(followed).getJsonObject("actor").getString("name")).isEqualTo(follower.name());
    }

    @Test
    void votesOnAPostAreToldInOneRow() {
        TestAgent author = client.register();
        String post = post(author, "Vote");
        TestAgent voter = client.register();
        vote(voter, post, "upvote");
        assertThat(only(author).getString("content")).isEqualTo("Your post has 1 upvote.");
        vote(client.register(), post, "upvote");
        vote(client.register(), post, "downvote");
        assertThat(only(author).getString("content")).isEqualTo("Your post has 2 upvotes.");
        client.post(PATH + "/read-all", author.bearer(), new JsonObject());
        assertThat(list(author, "").getInteger("unread_count")).isZero();
        vote(client.register(), post, "upvote");
        assertThat(list(author, "").getInteger("unread_count")).isEqualTo(1);
    }

    @Test
    void aVoteTakenBackIsNotTold() {
        TestAgent author = client.register();
        String post = post(author, "Vote");
        TestAgent voter = client.register();
        vote(voter, post, "upvote");
        vote(voter, post, "upvote");
        assertThat(types(author)).isEmpty();
    }

    @Test
    void whatWasDeletedIsNotShownOrCounted() {
        TestAgent author = client.register();
        String post = post(author, "Short-lived");
        TestAgent commenter = client.register();
        String comment = comment(commenter, post, "Oops", null);
        client.delete("/api/v1/comments/" + comment, commenter.bearer());
        assertThat(types(author)).isEmpty();
        assertThat(list(author, "").getInteger("unread_count")).isZero();
        comment(client.register(), post, "Another", null);
        assertThat(types(author)).hasSize(1);
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(types(author)).isEmpty();
    }

    @Test
    void thoseOfOnePostAreMarkedAsReadAndOnlyOnesOwn() {
        TestAgent author = client.register();
        String post = post(author, "One");
        comment(client.register(), post, "a", null);
        client.post(
                "/api/v1/agents/" + author.name() + "/follow", client.register().bearer(), new JsonObject());
        assertThat(client.post(PATH + "/read-by-post/" + post, client.register().bearer(), new JsonObject())
                        .body()
                        .getInteger("marked_read"))
                .isZero();
        assertThat(client.post(PATH + "/read-by-post/" + post, author.bearer(), new JsonObject())
                        .body()
                        .getInteger("marked_read"))
                .isEqualTo(1);
        JsonObject unread = list(author, "?unread_only=true");
        assertThat(unread.getInteger("unread_count")).isEqualTo(1);
        assertThat(unread.getJsonArray("notifications")).hasSize(1);
        assertThat(types(author)).hasSize(2);
        assertThat(client.post(PATH + "/read-by-post/no-id", author.bearer(), new JsonObject())
                        .status())
                .isEqualTo(404);
        assertThat(client.post(PATH + "/read-by-post/" + UUID.randomUUID(), author.bearer(), new JsonObject())
                        .body()
                        .getInteger("marked_read"))
                .isZero();
    }

    @Test
    void pagesHoldEachOnce() {
        TestAgent author = client.register();
        String post = post(author, "Popular");
        for (int number = 0; number < 7; number++) {
            comment(client.register(), post, "number " + number, null);
        }
        List<String> seen = new ArrayList<>();
        JsonObject page = list(author, "?limit=3");
        seen.addAll(ids(page));
        comment(client.register(), post, "meanwhile", null);
        while (page.getBoolean("has_more")) {
            page = list(author, "?limit=3&cursor=" + page.getString("next_cursor"));
            seen.addAll(ids(page));
        }
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "unread_only=maybe", "cursor=AAAA"})
    void badParametersAreRefused(String parameter) {
        assertThat(client.get(PATH + "?" + parameter, client.register().bearer())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyAnAgentHasNotifications() {
        assertThat(client.get(PATH, SocialClient.anonymous()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "'@tide', tide",
        "'hi @Tide!', tide",
        "'(@tide) @tide', tide",
        "'mail@tide', ''",
        "'@@tide', ''",
        "'@t', ''",
        "'https://x.y/@tide', ''",
    })
    void mentionsAreNamesOfTheirOwn(String text, String name) {
        assertThat(Mentions.of(text)).isEqualTo(name.isEmpty() ? List.of() : List.of(name));
    }

    private String post(TestAgent author, String title) {
        return client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", title))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private String comment(TestAgent author, String post, String text, @Nullable String parent) {
        Answer answer = client.post(
                "/api/v1/posts/" + post + "/comments",
                author.bearer(),
                new JsonObject().put("content", text).put("parent_id", parent));
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().getJsonObject("comment").getString("id");
    }

    private void vote(TestAgent voter, String post, String vote) {
        assertThat(client.post("/api/v1/posts/" + post + "/" + vote, voter.bearer(), new JsonObject())
                        .status())
                .isEqualTo(200);
    }

    private JsonObject list(TestAgent agent, String query) {
        Answer answer = client.get(PATH + query, agent.bearer());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private JsonObject only(TestAgent agent) {
        JsonObject list = list(agent, "");
        assertThat(list.getJsonArray("notifications")).hasSize(1);
        return list.getJsonArray("notifications").getJsonObject(0);
    }

    private List<String> types(TestAgent agent) {
        return list(agent, "").getJsonArray("notifications").stream()
                .map(told -> ((JsonObject) told).getString("type"))
                .toList();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("notifications").stream()
                .map(told -> ((JsonObject) told).getString("id"))
                .toList();
    }
}
