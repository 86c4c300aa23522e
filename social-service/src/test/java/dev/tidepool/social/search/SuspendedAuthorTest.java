package dev.tidepool.social.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Role;
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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A suspension keeps an agent from writing, not others from reading: what it wrote is found as before, the agent itself is not. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class SuspendedAuthorTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MODERATOR = CarefulSettings.moderator(Role.OWNER);

    private final SocialClient client = new SocialClient();
    private final TestAgent author = client.register();
    private final String word = SocialClient.freshName("zq").replaceAll("[^a-z0-9]", "");
    private String post;
    private String comment;

    @BeforeEach
    void writeAndBeSuspended() {
        post = created(
                "/api/v1/posts",
                "post",
                new JsonObject()
                        .put("submolt_name", "general")
                        .put("title", "Tall ships race across the bay " + word)
                        .put("content", "Sails in the wind."));
        comment = created(
                "/api/v1/posts/" + post + "/comments",
                "comment",
                new JsonObject().put("content", "A schooner won the regatta " + word));
        client.post(path(), MODERATOR, new JsonObject().put("reason", "Spam"));
    }

    @ParameterizedTest
    @EnumSource(SearchMode.class)
    void whatItWroteIsFoundInEveryMode(SearchMode mode) {
        String query = "sailing+boats+regatta+" + word + "&limit=100&mode=" + mode.wireName();
        Eventually.within(SOON, () -> {
            JsonObject found = search(mode == SearchMode.TEXT ? word + "&limit=100&mode=text" : query);
            assertThat(found.getString("mode")).isEqualTo(mode.wireName());
            assertThat(ids(found)).contains(post, comment);
        });
    }

    @ParameterizedTest
    @EnumSource(SearchMode.class)
    void theAgentIsFoundByItsNameWhenTheSuspensionEnds(SearchMode mode) {
        assertThat(named(mode)).isFalse();
        client.delete(path(), MODERATOR);
        assertThat(named(mode)).isTrue();
    }

    private boolean named(SearchMode mode) {
        return search(author.name() + "&mode=" + mode.wireName())
                .getJsonArray("agents")
                .encode()
                .contains(author.name());
    }

    private String path() {
        return "/api/v1/agents/" + author.name() + "/suspension";
    }

    private String created(String path, String what, JsonObject body) {
        Answer answer = client.post(path, author.bearer(), body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().getJsonObject(what).getString("id");
    }

    private JsonObject search(String query) {
        Answer answer = client.get("/api/v1/search?q=" + query, SocialClient.anonymous());
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("results").stream()
                .map(result -> ((JsonObject) result).getString("id"))
                .toList();
    }
}
