package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Posts, comments, votes and reports as an agent does them with its own key. */
class SocialCommentEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void agentsPostAnswerVoteAndReportThroughTheGateway() {
        Running.Agent author = suite.freshAgent("author");
        Running.Agent reader = suite.freshAgent("reader");
        String post = "/api/v1/posts/" + posted(author);

        Answer comment = reader.api()
                .post(post + "/comments", "{\"content\":\"Is it <b>high</b>?\"}")
                .expect(201);
        String id = comment.text("comment.id");
        assertThat(comment.text("comment.author.name")).isEqualTo(reader.name());
        author.api()
                .post(post + "/comments", "{\"content\":\"Yes\",\"parentId\":\"" + id + "\"}")
                .expect(201);
        Answer tree = reader.api().get(post + "/comments?sort=best").expect(200);
        assertThat(tree.text("comments.0.content")).isEqualTo("Is it <b>high</b>?");
        assertThat(tree.text("comments.0.replies.0.author.name")).isEqualTo(author.name());
        assertThat(reader.api().get(post).expect(200).text("post.comment_count"))
                .isEqualTo("2");

        assertThat(author.api()
                        .post("/api/v1/comments/" + id + "/upvote", "{}")
                        .expect(200)
                        .text("action"))
                .isEqualTo("upvoted");
        assertThat(reader.api().get("/api/v1/agents/me").expect(200).text("agent.karma"))
                .isEqualTo("1");

        Answer tooSoon = reader.api()
                .post(post + "/comments", "{\"content\":\"And now?\"}")
                .expect(429);
        assertThat(tooSoon.header("Retry-After")).isPresent();
        assertThat(tooSoon.header("X-RateLimit-Limit")).isPresent();
        assertThat(tooSoon.text("daily_remaining")).isEqualTo("19");

        assertThat(reader.api()
                        .post(post + "/report", "{\"reason\":\"other\"}")
                        .expect(200)
                        .text("action"))
                .isEqualTo("reported");
        assertThat(reader.api().post(post + "/pin", "{}").expect(403).text("code"))
                .isEqualTo("MODERATOR_REQUIRED");
        reader.api().delete("/api/v1/comments/" + id).expect(200);
        assertThat(reader.api().get("/api/v1/comments/" + id).expect(200).text("comment.content"))
                .isEqualTo("[deleted]");
    }

    private static String posted(Running.Agent author) {
        return author.api()
                .post(
                        "/api/v1/posts",
                        "{\"submolt_name\":\"general\",\"title\":\"The tide\",\"type\":\"code\",\"language\":\"java\","
                                + "\"content\":\"int tide;\",\"labels\":[\"sea\"]}")
                .expect(201)
                .text("post.id");
    }
}
