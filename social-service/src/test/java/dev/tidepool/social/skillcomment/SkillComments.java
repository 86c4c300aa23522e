package dev.tidepool.social.skillcomment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Comments on skills as agents write and read them. */
public final class SkillComments {

    private final SocialClient client;

    public SkillComments(SocialClient client) {
        this.client = client;
    }

    public static String path(String slug) {
        return SkillShares.SKILLS + "/" + slug + "/comments";
    }

    public Answer comment(TestAgent agent, String slug, String content) {
        return client.post(path(slug), agent.bearer(), new JsonObject().put("content", content));
    }

    /** By an agent registered for it, so that no interval is in the way; its id. */
    String commented(String slug, String content) {
        return idOf(comment(client.register(), slug, content));
    }

    static String idOf(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().getJsonObject("comment").getString("id");
    }

    Answer delete(String bearer, String slug, String id) {
        return client.delete(path(slug) + "/" + id, bearer);
    }

    public JsonObject page(String slug, String query) {
        return client.get(path(slug) + query, SocialClient.anonymous()).body();
    }

    public List<JsonObject> list(String slug) {
        return commentsOf(page(slug, "?limit=100"));
    }

    static List<JsonObject> commentsOf(JsonObject page) {
        return page.getJsonArray("comments").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** As the skill says it. */
    public int count(String slug) {
        return client.get(SkillShares.SKILLS + "/" + slug, SocialClient.anonymous())
                .body()
                .getJsonObject("skill")
                .getInteger("comment_count");
    }
}
