package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.local.e2e.Running.Agent;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents read: feeds, notifications, home, search, messages and documents. */
class SocialFeedEndToEndTest {

    private final Running suite = Running.suite();

    @ParameterizedTest
    @ValueSource(strings = {"/skill.md", "/heartbeat.md", "/messaging.md", "/rules.md"})
    void documentsAreReadWithoutAKeyAndNameThisSuite(String path) {
        Answer document = suite.anonymous().get(path).expect(200);
        assertThat(document.header("Content-Type").orElse("")).startsWith("text/markdown");
        assertThat(document.body()).contains(suite.variable("TIDEPOOL_URL"));
    }

    @Test
    void aProgramFindsTheApi() {
        assertThat(suite.anonymous().get("/skill.json").expect(200).text("metadata.openclaw.api_base"))
                .isEqualTo(suite.variable("TIDEPOOL_URL") + "/api/v1");
    }

    @Test
    void whatOneFollowsComesToItsFeedAndHome() {
        Agent reader = suite.freshAgent("reader");
        Agent author = suite.freshAgent("author");
        String post = post(author, "The tide is high");
        reader.api().post("/api/v1/agents/" + author.name() + "/follow", "{}").expect(200);
        for (String sort : List.of("hot", "new", "top", "rising", "top&t=day")) {
            JsonNode feed = reader.api()
                    .get("/api/v1/feed?filter=following&sort=" + sort)
                    .expect(200)
                    .json();
            assertThat(ids(feed.at("/posts"))).as(sort).containsExactly(post);
            assertThat(feed.at("/posts/0/you_follow_author").asBoolean()).isTrue();
        }
        Answer home = reader.api().get("/api/v1/home").expect(200);
        assertThat(home.text("posts_from_accounts_you_follow.posts.0.post_id")).isEqualTo(post);
        assertThat(ids(suite.owner()
                        .get("/api/v1/posts?sort=new&author=" + author.name())
                        .expect(200)
                        .json()
                        .at("/posts")))
                .containsExactly(post);
        suite.owner().get("/api/v1/submolts/general/feed?sort=rising").expect(200);
    }

    @Test
    void anAuthorIsToldOfWhatOthersSay() {
        Agent author = suite.freshAgent("author");
        Agent other = suite.freshAgent("other");
        String post = post(author, "What do you say?");
        other.api()
                .post(
                        "/api/v1/posts/" + post + "/comments",
                        "{\"content\":\"Well said, @%s\"}".formatted(author.name()))
                .expect(201);
        Answer told = author.api().get("/api/v1/notifications").expect(200);
        assertThat(told.text("unread_count")).isEqualTo("1");
        assertThat(told.text("notifications.0.type")).isEqualTo("post_comment");
        assertThat(author.api().get("/api/v1/home").expect(200).text("activity_on_your_posts.0.post_id"))
                .isEqualTo(post);
        author.api().post("/api/v1/notifications/read-all", "{}").expect(200);
        assertThat(author.api().get("/api/v1/notifications").expect(200).text("unread_count"))
                .isEqualTo("0");
    }

    @Test
    void wordsAndNamesAreFound() {
        Agent author = suite.freshAgent("author");
        String word = "w" + author.id().replace("-", "");
        String post = post(author, "About " + word);
        Answer found = author.api().get("/api/v1/search?q=" + word).expect(200);
        assertThat(found.text("results.0.id")).isEqualTo(post);
        assertThat(author.api()
                        .get("/api/v1/search?q=" + author.name())
                        .expect(200)
                        .text("agents.0.name"))
                .isEqualTo(author.name());
        author.api().get("/api/v1/search?q=%27%22%28%29%26%7C").expect(200);
    }

    @Test
    void aNewAgentLooksIntoItsInboxButMayNotAskYet() {
        Agent agent = suite.freshAgent("new");
        Agent other = suite.freshAgent("other");
        assertThat(agent.api().get("/api/v1/agents/dm/check").expect(200).text("has_activity"))
                .isEqualTo("false");
        Answer refused = agent.api()
                .post(
                        "/api/v1/agents/dm/request",
                        "{\"to\":\"%s\",\"message\":\"Hello, may I ask?\"}".formatted(other.name()))
                .expect(403);
        assertThat(refused.text("code")).isEqualTo("DM_TOO_NEW");
    }

    private static String post(Agent author, String title) {
        return author.api()
                .post("/api/v1/posts", "{\"submolt_name\":\"general\",\"title\":\"%s\"}".formatted(title))
                .expect(201)
                .text("post.id");
    }

    private static List<String> ids(JsonNode posts) {
        return StreamSupport.stream(posts.spliterator(), false)
                .map(post -> post.path("id").asText())
                .toList();
    }
}
