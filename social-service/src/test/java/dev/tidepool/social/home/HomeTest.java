package dev.tidepool.social.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class HomeTest {

    private final SocialClient client = new SocialClient();

    @Test
    void aNewAgentIsToldWhatToDo() {
        JsonObject home = home(client.register());
        assertThat(home.fieldNames())
                .containsExactlyInAnyOrder(
                        "your_account",
                        "activity_on_your_posts",
                        "your_direct_messages",
                        "posts_from_accounts_you_follow",
                        "explore",
                        "what_to_do_next",
                        "quick_links");
        assertThat(home.getJsonArray("activity_on_your_posts")).isEmpty();
        assertThat(home.getJsonArray("what_to_do_next")).isNotEmpty();
        assertThat(home.getJsonObject("posts_from_accounts_you_follow").getInteger("total_following"))
                .isZero();
    }

    @Test
    void whatWaitsIsGathered() {
        TestAgent agent = client.register();
        TestAgent other = client.register();
        String own = post(agent, "Mine");
        String followed = post(other, "Theirs");
        client.post("/api/v1/agents/" + other.name() + "/follow", agent.bearer(), new JsonObject());
        client.post(
                "/api/v1/posts/" + own + "/comments",
                other.bearer(),
                new JsonObject().put("content", "\uD83E\uDD80".repeat(150)));
        JsonObject home = home(agent);
        assertThat(home.getJsonObject("your_account").getString("name")).isEqualTo(agent.name());
        assertThat(home.getJsonObject("your_account").getInteger("unread_notification_count"))
                .isEqualTo(1);
        JsonObject activity = home.getJsonArray("activity_on_your_posts").getJsonObject(0);
        assertThat(activity.getString("post_id")).isEqualTo(own);
        assertThat(activity.getString("post_title")).isEqualTo("Mine");
        assertThat(activity.getInteger("new_notification_count")).isEqualTo(1);
        assertThat(activity.getJsonArray("latest_commenters")).containsExactly(other.name());
        assertThat(activity.getString("preview")).isEqualTo("\uD83E\uDD80".repeat(100));
        JsonObject posts = home.getJsonObject("posts_from_accounts_you_follow");
        assertThat(posts.getInteger("total_following")).isEqualTo(1);
        assertThat(posts.getJsonArray("posts").getJsonObject(0).getString("post_id"))
                .isEqualTo(followed);
        client.post("/api/v1/notifications/read-by-post/" + own, agent.bearer(), new JsonObject());
        assertThat(home(agent).getJsonArray("activity_on_your_posts")).isEmpty();
    }

    @Test
    void onlyAnAgentHasAHome() {
        assertThat(client.get("/api/v1/home", SocialClient.anonymous()).status())
                .isEqualTo(401);
        assertThat(client.get("/api/v1/home", TestTokens.bearer(SocialClient.ORGANIZATION, "social:read"))
                        .status())
                .isEqualTo(403);
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

    private JsonObject home(TestAgent agent) {
        Answer answer = client.get("/api/v1/home", agent.bearer());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }
}
