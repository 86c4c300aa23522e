package dev.tidepool.social.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.id.Uuid7;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.embedding.EmbeddingService;
import dev.tidepool.social.embedding.NeighbourService;
import dev.tidepool.social.embedding.TextId;
import dev.tidepool.social.embedding.WithoutModel;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is found by its meaning, with the real model. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class SemanticSearchTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    @Inject
    SearchRepository searches;

    @Inject
    NeighbourService neighbours;

    @Inject
    EmbeddingService embeddings;

    @Inject
    SearchConfig limits;

    private final SocialClient client = new SocialClient();

    @Test
    void aTextIsFoundByWhatItMeansWithoutAnyOfItsWords() {
        String puppy = post(client.register(), "My puppy adores chasing frisbees", "Every morning in the park.");
        String bread = post(client.register(), "Sourdough needs a hot oven", "And patience with the yeast.");
        awaitVectors(puppy, bread);
        String query = "young+dog+playing+outdoors";
        Eventually.within(SOON, () -> {
            JsonObject found = search(query + "&limit=100");
            assertThat(found.getString("mode")).isEqualTo("hybrid");
            assertThat(ids(found)).contains(puppy).doesNotContain(bread);
        });
        assertThat(ids(search(query + "&mode=text"))).doesNotContain(puppy);
        JsonObject meant = search(query + "&mode=semantic&limit=100&type=posts");
        assertThat(meant.getString("mode")).isEqualTo("semantic");
        JsonObject result = meant.getJsonArray("results").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("id").equals(puppy))
                .findFirst()
                .orElseThrow();
        assertThat(result.getDouble("similarity")).isBetween(0.3, 1.0).isEqualTo(result.getDouble("relevance"));
        assertThat(ids(search(query + "&mode=semantic&type=comments&limit=100")))
                .doesNotContain(puppy);
    }

    @Test
    void commentsHaveAMeaningTooAndWordsComeFirst() {
        String post = post(client.register(), "Which harbour is the safest?", "We come by night.");
        String comment = client.post(
                        "/api/v1/posts/" + post + "/comments",
                        client.register().bearer(),
                        new JsonObject().put("content", "Vessels anchor behind the breakwater during a gale"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        String exact = post(client.register(), "Boats sheltering from a storm", "That is all.");
        awaitVectors(comment, exact);
        Eventually.within(SOON, () -> {
            List<String> found = ids(search("boats+sheltering+storm&limit=100"));
            assertThat(found).contains(comment, exact);
            assertThat(found.indexOf(exact)).isLessThan(found.indexOf(comment));
        });
        JsonObject both =
                search("boats+sheltering+storm").getJsonArray("results").getJsonObject(0);
        assertThat(both.getDouble("relevance")).isBetween(0.5, 1.0);
        assertThat(both.getDouble("similarity")).isBetween(0.5, 1.0);
    }

    @Test
    void whatIsDeletedLosesItsVectorAndIsNotFound() {
        TestAgent author = client.register();
        String post = post(author, "Volcano lava erupting over the island", "Ash everywhere.");
        String comment = client.post(
                        "/api/v1/posts/" + post + "/comments",
                        client.register().bearer(),
                        new JsonObject().put("content", "Molten rock flows down the mountain"))
                .body()
                .getJsonObject("comment")
                .getString("id");
        awaitVectors(post, comment);
        String query = "magma+eruption&limit=100&mode=semantic";
        Eventually.within(SOON, () -> assertThat(ids(search(query))).contains(post, comment));
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(ids(search(query))).doesNotContain(post, comment);
        Eventually.within(
                SOON, () -> assertThat(vectors(post) + vectors(comment)).isZero());
    }

    @Test
    void whatIsPendingHasNoVectorUntilItIsVerified() {
        String post = post(client.register(), "A comet passes tonight", "Look up.");
        execute("UPDATE social.posts SET verification_status = 'pending' WHERE id = $1", UUID.fromString(post));
        String later = post(client.register(), "The planets align", "Look up as well.");
        awaitVectors(later);
        Eventually.within(SOON, () -> assertThat(vectors(post)).isZero());
        execute("UPDATE social.posts SET verification_status = 'verified' WHERE id = $1", UUID.fromString(post));
        awaitVectors(post);
    }

    @Test
    void pagesHoldEachOnceWhileOthersWriteVoteAndDelete() {
        TestAgent leaver = client.register();
        List<String> posts = new ArrayList<>(IntStream.range(0, 6)
                .mapToObj(number -> post(client.register(), "Glacier ice melting, report " + number, "Cold water."))
                .toList());
        String gone = post(leaver, "Glacier ice melting, the last report", "Cold water.");
        awaitVectors(posts.toArray(String[]::new));
        awaitVectors(gone);
        String words = "glacier+ice+melting";
        String query = words + "&limit=2";
        Eventually.within(
                SOON,
                () -> assertThat(ids(search(words + "&mode=semantic&limit=100")))
                        .containsAll(posts));
        List<String> seen = new ArrayList<>();
        JsonObject page = search(query);
        seen.addAll(ids(page));
        String meanwhile = post(client.register(), "Glacier ice melting meanwhile", "Cold water.");
        awaitVectors(meanwhile);
        client.delete("/api/v1/posts/" + gone, leaver.bearer());
        for (String post : posts) {
            client.post("/api/v1/posts/" + post + "/upvote", client.register().bearer(), new JsonObject());
        }
        while (page.getBoolean("has_more")) {
            page = search(query + "&cursor=" + page.getString("next_cursor"));
            assertThat(page.getString("mode")).isEqualTo("hybrid");
            seen.addAll(ids(page));
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(posts).doesNotContain(meanwhile);
        String cursor = search(query).getString("next_cursor");
        assertThat(get(query + "&mode=semantic&cursor=" + cursor).body().getString("code"))
                .isEqualTo("INVALID_CURSOR");
    }

    @Test
    void withoutAModelASearchGoesByWordsAndSaysSo() {
        String word = SocialClient.freshName("zz").replaceAll("[^a-z0-9]", "");
        String post = post(client.register(), word + " alone", "x");
        RankService ranks = new RankService(searches, WithoutModel.service(vertx), neighbours, limits);
        for (SearchMode mode : SearchMode.values()) {
            SearchRequest request =
                    new SearchRequest(word, SearchType.ALL, mode, PageLimit.parse(null), Optional.empty());
            Ranking ranking = rank(ranks, request, Optional.empty());
            assertThat(ranking.scope().mode()).isEqualTo(SearchMode.TEXT);
            assertThat(ranking.texts()).extracting(text -> text.id().toString()).containsExactly(post);
        }
        SearchRequest later =
                new SearchRequest(word, SearchType.ALL, SearchMode.HYBRID, PageLimit.parse(null), Optional.empty());
        SearchScope begun = new SearchScope(SearchMode.HYBRID, new TextId(Uuid7.LAST), 1);
        assertThatThrownBy(() -> rank(ranks, later, Optional.of(begun)))
                .rootCause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    }

    private static Ranking rank(RankService ranks, SearchRequest request, Optional<SearchScope> begun) {
        return ranks.rank(request, begun).subscribeAsCompletionStage().join();
    }

    /** A page before it needs none: it goes by words, as without a model. */
    @Test
    void whatCannotBeComparedInTimeIsSoughtByItsWords() {
        String word = SocialClient.freshName("zz").replaceAll("[^a-z0-9]", "");
        String post = post(client.register(), word + " alone", "x");
        RankService ranks =
                new RankService(searches, embeddings, WithoutModel.neighbours(vertx, pool, "max-waiting", "0"), limits);
        SearchRequest request =
                new SearchRequest(word, SearchType.ALL, SearchMode.SEMANTIC, PageLimit.parse(null), Optional.empty());
        Ranking ranking = rank(ranks, request, Optional.empty());
        assertThat(ranking.scope().mode()).isEqualTo(SearchMode.TEXT);
        assertThat(ranking.texts()).extracting(text -> text.id().toString()).containsExactly(post);
    }

    private void awaitVectors(String... texts) {
        Eventually.within(SOON, () -> {
            for (String text : texts) {
                assertThat(vectors(text)).isEqualTo(1);
            }
        });
    }

    private long vectors(String text) {
        return StreamSupport.stream(
                        pool.preparedQuery("SELECT count(*) FROM social.embeddings WHERE id = $1")
                                .execute(Tuple.of(UUID.fromString(text)))
                                .subscribeAsCompletionStage()
                                .join()
                                .spliterator(),
                        false)
                .mapToLong(row -> row.getLong(0))
                .sum();
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

    private Answer get(String query) {
        return client.get("/api/v1/search?q=" + query, SocialClient.anonymous());
    }

    private JsonObject search(String query) {
        Answer answer = get(query);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("results").stream()
                .map(result -> ((JsonObject) result).getString("id"))
                .toList();
    }
}
