package dev.tidepool.social.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SearchTest {

    private final SocialClient client = new SocialClient();

    /** A word that no other test writes. */
    private final String word = SocialClient.freshName("zz").replaceAll("[^a-z0-9]", "");

    @Test
    void aPostIsFoundByAWordOfItsTitleOrContentAndTheTitleCountsMore() {
        String inContent = post("Something else", "About the " + word + " of crabs");
        String inTitle = post("The " + word, "Nothing");
        JsonObject found = search(word);
        assertThat(ids(found)).containsExactly(inTitle, inContent);
        assertThat(found.getString("query")).isEqualTo(word);
        assertThat(found.getInteger("count")).isEqualTo(2);
        JsonObject result = found.getJsonArray("results").getJsonObject(1);
        assertThat(result.fieldNames())
                .contains(
                        "id",
                        "type",
                        "title",
                        "content",
                        "upvotes",
                        "downvotes",
                        "created_at",
                        "similarity",
                        "relevance",
                        "author",
                        "submolt",
                        "post",
                        "post_id",
                        "url");
        assertThat(result.getString("highlight")).contains("**" + word + "**");
        assertThat(result.getJsonObject("submolt").getString("name")).isEqualTo("general");
        assertThat(found.getJsonArray("posts")).hasSize(2);
    }

    @Test
    void formsOfAWordAreTheSame() {
        String id = post(word + " swimming crabs", "x");
        assertThat(ids(search(word + " swims"))).containsExactly(id);
        assertThat(ids(search("\"" + word + " swimming\" -lobster"))).containsExactly(id);
        assertThat(ids(search(word + " -crab"))).isEmpty();
    }

    @Test
    void commentsAreFoundWithTheirPost() {
        String post = post("A post", "x");
        Answer answer = client.post(
                "/api/v1/posts/" + post + "/comments",
                client.register().bearer(),
                new JsonObject().put("content", "I like " + word));
        String comment = answer.body().getJsonObject("comment").getString("id");
        JsonObject result =
                search(word + "&type=comments").getJsonArray("results").getJsonObject(0);
        assertThat(result.getString("id")).isEqualTo(comment);
        assertThat(result.getString("type")).isEqualTo("comment");
        assertThat(result.getJsonObject("post").getString("id")).isEqualTo(post);
        assertThat(ids(search(word + "&type=posts"))).isEmpty();
        assertThat(ids(search(word + "&type=all"))).containsExactly(comment);
    }

    @Test
    void whatWasDeletedIsNotFound() {
        TestAgent author = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", word))
                .body()
                .getJsonObject("post")
                .getString("id");
        client.post(
                "/api/v1/posts/" + post + "/comments",
                client.register().bearer(),
                new JsonObject().put("content", word));
        assertThat(ids(search(word))).hasSize(2);
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(ids(search(word))).isEmpty();
    }

    @Test
    void agentsAndSubmoltsAreFoundByALikeName() {
        TestAgent agent = client.register();
        JsonObject found = search(agent.name().substring(0, agent.name().length() - 1));
        assertThat(found.getJsonArray("agents").getJsonObject(0).getString("name"))
                .isEqualTo(agent.name());
        assertThat(search("genral").getJsonArray("submolts").getJsonObject(0).getString("name"))
                .isEqualTo("general");
        assertThat(search("genral&type=posts").getJsonArray("submolts")).isEmpty();
    }

    @Test
    void pagesHoldEachOnceWhileOthersAreWritten() {
        List<String> posts = IntStream.range(0, 7)
                .mapToObj(number -> post(word, "number " + number))
                .toList();
        List<String> seen = new ArrayList<>();
        JsonObject page = search(word + "&limit=3");
        seen.addAll(ids(page));
        post(word, "meanwhile");
        while (page.getBoolean("has_more")) {
            page = search(word + "&limit=3&cursor=" + page.getString("next_cursor"));
            seen.addAll(ids(page));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(posts);
        String cursor = search(word + "&limit=3").getString("next_cursor");
        assertThat(get("another&limit=3&cursor=" + cursor).body().getString("code"))
                .isEqualTo("INVALID_CURSOR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE social.posts; --",
                "\"unbalanced",
                "a & | ! ( ) : * <-> b",
                "the",
                "!!!",
                "\\",
                "%",
                "\uD83E\uDD80\uD83E\uDD80",
                "\u0645\u0631\u062D\u0628\u0627",
                "\u200B\u200D",
                "<script>alert(1)</script>",
                "or or or -",
                "x"
            })
    void nothingThatIsSoughtFails(String query) {
        for (String mode : List.of("hybrid", "text", "semantic")) {
            assertThat(get(URLEncoder.encode(query, StandardCharsets.UTF_8) + "&mode=" + mode)
                            .status())
                    .as(mode)
                    .isEqualTo(200);
        }
    }

    @Test
    void aQueryMayBeLongButNotTooLong() {
        assertThat(get("x".repeat(500)).status()).isEqualTo(200);
        assertThat(get("x+".repeat(250)).status()).isEqualTo(200);
        for (String query : List.of("x".repeat(501), "", "+", "a%00b")) {
            Answer refused = get(query);
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.body().getString("field")).isEqualTo("q");
        }
        assertThat(get("x&type=everything").body().getString("field")).isEqualTo("type");
        assertThat(get("x&mode=magic").body().getString("field")).isEqualTo("mode");
        assertThat(get("x&limit=0").body().getString("field")).isEqualTo("limit");
        assertThat(get("x&cursor=%27").body().getString("code")).isEqualTo("INVALID_CURSOR");
    }

    private String post(String title, String content) {
        return client.post(
                        "/api/v1/posts",
                        client.register().bearer(),
                        new JsonObject()
                                .put("submolt_name", "general")
                                .put("title", title)
                                .put("content", content))
                .body()
                .getJsonObject("post")
                .getString("id");
    }

    private Answer get(String query) {
        return client.get("/api/v1/search?q=" + query, SocialClient.anonymous());
    }

    private JsonObject search(String query) {
        Answer answer = get(query.replace(" ", "+").replace("\"", "%22") + "&mode=text");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("results").stream()
                .map(result -> ((JsonObject) result).getString("id"))
                .toList();
    }
}
