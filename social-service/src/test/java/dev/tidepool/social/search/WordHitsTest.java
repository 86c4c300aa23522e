package dev.tidepool.social.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which texts with a word are ranked when there are many. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class WordHitsTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void ofACommonWordTheNewestAreRanked() {
        String word = SocialClient.freshName("zz").replaceAll("[^a-z0-9]", "");
        List<String> posts = IntStream.range(0, 5)
                .mapToObj(number -> post(client.register(), word + " of the day", "Number " + number))
                .toList();
        List<String> hits = new ArrayList<>();
        for (Row row : pool.preparedQuery("SELECT id FROM social.word_hits($1, '{post}', $2, 3, 100)")
                .execute(Tuple.of(word, UUID.fromString(posts.get(3))))
                .subscribeAsCompletionStage()
                .join()) {
            hits.add(row.getUUID("id").toString());
        }
        assertThat(hits).containsExactly(posts.get(3), posts.get(2), posts.get(1));
    }

    /** However many hidden texts have the word: posts, comments, and comments below hidden posts. */
    @Test
    void hiddenTextsDoNotCrowdOutThoseThatAreShown() {
        String word = SocialClient.freshName("zz").replaceAll("[^a-z0-9]", "");
        String shown = post(client.register(), word + " is here", "x");
        for (int number = 0; number < 3; number++) {
            String hidden = post(client.register(), word + " in vain " + number, "x");
            comment(hidden, word + " below " + number);
            execute("UPDATE social.posts SET is_spam = true WHERE id = $1", UUID.fromString(hidden));
            String comment = comment(shown, word + " on its own " + number);
            execute("UPDATE social.comments SET is_deleted = true WHERE id = $1", UUID.fromString(comment));
        }
        assertThat(hits(word, 1)).containsExactly(shown);
        String later = post(client.register(), word + " is back", "x");
        execute("UPDATE social.posts SET is_spam = true WHERE id = $1", UUID.fromString(later));
        assertThat(hits(word, 1)).containsExactly(shown);
        execute("UPDATE social.posts SET is_spam = false WHERE id = $1", UUID.fromString(later));
        assertThat(hits(word, 1)).containsExactly(later);
    }

    private List<String> hits(String word, int candidates) {
        List<String> hits = new ArrayList<>();
        for (Row row : pool.preparedQuery("SELECT id FROM social.word_hits($1, '{post,comment}', $2, $3, 100)")
                .execute(Tuple.of(word, Uuid7.LAST, candidates))
                .subscribeAsCompletionStage()
                .join()) {
            hits.add(row.getUUID("id").toString());
        }
        return hits;
    }

    private String comment(String post, String content) {
        return client.post(
                        "/api/v1/posts/" + post + "/comments",
                        client.register().bearer(),
                        new JsonObject().put("content", content))
                .body()
                .getJsonObject("comment")
                .getString("id");
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(List.of(values)))
                .subscribeAsCompletionStage()
                .join();
    }

    private String post(TestAgent author, String title, String content) {
        Answer answer = client.post(
                "/api/v1/posts",
                author.bearer(),
                new JsonObject()
                        .put("submolt_name", "general")
                        .put("title", title)
                        .put("content", content));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.body().getJsonObject("post").getString("id");
    }
}
