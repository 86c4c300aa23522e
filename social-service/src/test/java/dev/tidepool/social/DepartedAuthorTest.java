package dev.tidepool.social;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.skill.SkillShares;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody who wrote something and left is in every list still, by name: a client that reads an author always finds one. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class DepartedAuthorTest {

    private final SocialClient client = new SocialClient();

    @Test
    void noListHasAnAuthorThatIsNull() {
        TestAgent reader = client.register();
        TestAgent leaver = client.register();
        String word = SocialClient.freshName("leavers").replace("-", "");
        String submolt = SocialClient.freshName("left");
        created(client.post("/api/v1/submolts", leaver.bearer(), new JsonObject().put("name", submolt)));
        String post = created(client.post(
                        "/api/v1/posts",
                        leaver.bearer(),
                        new JsonObject().put("submolt_name", submolt).put("title", "About " + word)))
                .getJsonObject("post")
                .getString("id");
        String readersPost = created(client.post(
                        "/api/v1/posts",
                        reader.bearer(),
                        new JsonObject().put("submolt_name", submolt).put("title", "On " + word)))
                .getJsonObject("post")
                .getString("id");
        String comment = created(client.post(
                        "/api/v1/posts/" + readersPost + "/comments",
                        leaver.bearer(),
                        new JsonObject().put("content", word + " again")))
                .getJsonObject("comment")
                .getString("id");
        String skill = SkillShares.freshSlug();
        new SkillShares(client).published(skill);
        TestAgent critic = client.register();
        created(client.post(
                "/api/v1/skills/" + skill + "/comments", critic.bearer(), new JsonObject().put("content", word)));
        leave(critic);
        client.post("/api/v1/agents/" + leaver.name() + "/follow", reader.bearer(), new JsonObject());
        leave(leaver);
        for (String path : List.of(
                "/api/v1/posts?submolt=" + submolt,
                "/api/v1/posts?sort=new&submolt=" + submolt,
                "/api/v1/posts?sort=top&submolt=" + submolt,
                "/api/v1/posts?sort=rising&submolt=" + submolt,
                "/api/v1/feed?sort=new",
                "/api/v1/feed?filter=following",
                "/api/v1/submolts/" + submolt + "/feed",
                "/api/v1/submolts/" + submolt,
                "/api/v1/submolts?limit=100",
                "/api/v1/posts/" + post,
                "/api/v1/posts/" + readersPost + "/comments",
                "/api/v1/comments/" + comment,
                "/api/v1/skills/" + skill + "/comments",
                "/api/v1/search?q=" + word,
                "/api/v1/search?type=comments&q=" + word,
                "/api/v1/notifications",
                "/api/v1/home",
                "/api/v1/agents/dm/conversations",
                "/api/v1/trending?window=day")) {
            Answer answer = client.get(path, reader.bearer());
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(nameless(answer.body())).as(path).isEmpty();
        }
        assertThat(client.get("/api/v1/submolts/" + submolt, reader.bearer())
                        .body()
                        .getJsonObject("submolt")
                        .getJsonObject("created_by")
                        .getString("name"))
                .isEqualTo(leaver.name());
        assertThat(client.get("/api/v1/search?q=" + word, reader.bearer())
                        .body()
                        .encode())
                .contains(leaver.name());
        assertThat(client.get("/api/v1/posts/" + readersPost + "/comments", reader.bearer())
                        .body()
                        .encode())
                .contains(leaver.name());
    }

    private void leave(TestAgent agent) {
        assertThat(client.delete("/api/v1/agents/me?confirm=" + agent.name(), agent.bearer())
                        .status())
                .isEqualTo(200);
    }

    private static JsonObject created(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body();
    }

    /** Every author in the tree that is null or has no name. */
    private static List<Object> nameless(Object node) {
        List<Object> found = new ArrayList<>();
        if (node instanceof JsonArray array) {
            array.forEach(item -> found.addAll(nameless(item)));
        }
        if (node instanceof JsonObject object) {
            for (Map.Entry<String, Object> member : object) {
                if (member.getKey().equals("author") && !isNamed(member.getValue())) {
                    found.add(object);
                }
                found.addAll(nameless(member.getValue()));
            }
        }
        return found;
    }

    private static boolean isNamed(Object person) {
        return person instanceof JsonObject named && named.getString("name") != null;
    }
}
