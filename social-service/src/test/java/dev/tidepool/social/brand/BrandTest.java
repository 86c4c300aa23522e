package dev.tidepool.social.brand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.ReceiverPort;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(ReceiverPort.class)
class BrandTest {

    private static final String TERMS = "/api/analytics/brand-terms";
    private static final String RELATIONS = "/api/analytics/relations";
    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    Pool pool;

    @Inject
    BrandJob job;

    private final SocialClient client = new SocialClient();
    private final String owner = bearer();
    private final String stranger = bearer();
    private final String word = "brand" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void postsAndCommentsThatSayATermAreCountedOnceWithTheirMood() {
        JsonObject term = made(owner, word.toUpperCase(Locale.ROOT) + " Corp");
        String post = client.postByNewAgent("general", "I love " + word + " corp, wonderful");
        client.postByNewAgent("general", "Nothing of " + word + " here");
        TestAgent commenter = client.register();
        comment(commenter, post, "I hate " + word + "-corp, terrible awful thing");
        JsonObject counted = awaitMentions(owner, term, 2);
        assertThat(counted.getInteger("positive")).isEqualTo(1);
        assertThat(counted.getInteger("negative")).isEqualTo(1);
        assertThat(counted.getInteger("neutral")).isZero();

        // The same again, as a repeated event would bring it.
        sql("INSERT INTO social.brand_queue (post_id) VALUES ('%s'), ('%s')".formatted(post, post));
        Eventually.value(SOON, "an empty queue", () -> Optional.of(waiting()).filter(count -> count == 0));
        assertThat(find(owner, term).getInteger("mentions")).isEqualTo(2);

        JsonObject mentions = client.get(TERMS + "/" + term.getString("id") + "/mentions?limit=1", owner)
                .body();
        JsonObject latest = mentions.getJsonArray("data").getJsonObject(0);
        assertThat(latest.getString("authorName")).isEqualTo(commenter.name());
        assertThat(latest.getString("commentId")).isNotNull();
        assertThat(latest.getDouble("sentiment")).isNegative();
        String cursor = mentions.getJsonObject("pageInfo").getString("nextCursor");
        JsonObject next = client.get(TERMS + "/" + term.getString("id") + "/mentions?limit=1&cursor=" + cursor, owner)
                .body();
        assertThat(next.getJsonArray("data").getJsonObject(0).getValue("commentId"))
                .isNull();
        assertThat(next.getJsonObject("pageInfo").getBoolean("hasNextPage")).isFalse();
    }

    @Test
    void whatWasDeletedIsNeitherCountedNorShown() {
        JsonObject term = made(owner, word);
        TestAgent author = client.register();
        String post = client.post(
                        "/api/v1/posts",
                        author.bearer(),
                        new JsonObject().put("submolt_name", "general").put("title", "Of " + word))
                .body()
                .getJsonObject("post")
                .getString("id");
        awaitMentions(owner, term, 1);
        client.delete("/api/v1/posts/" + post, author.bearer());
        assertThat(find(owner, term).getInteger("mentions")).isZero();
        assertThat(client.get(TERMS + "/" + term.getString("id") + "/mentions", owner)
                        .body()
                        .getJsonArray("data"))
                .isEmpty();
    }

    @Test
    void whatIsNotShownIsNotKept() {
        JsonObject term = made(owner, word);
        TestAgent author = client.register();
        String shown = client.postByNewAgent("general", "Shown");
        awaitNoneWaits();
        sql("""
                WITH hidden AS (
                    INSERT INTO social.posts (id, author_id, submolt_id, type, title, hot_score, is_deleted, created_at, updated_at)
                    SELECT gen_random_uuid(), '%1$s', id, 'text', 'Of %2$s', 0, true, now(), now()
                    FROM social.submolts WHERE name = 'general' RETURNING id)
                INSERT INTO social.brand_queue (post_id) SELECT id FROM hidden""".formatted(author.id(), word));
        sql("INSERT INTO social.brand_queue (post_id) VALUES ('" + shown + "')");
        awaitNoneWaits();
        assertThat(mentions(term)).isZero();
    }

    @Test
    void aTermHasSoManyMentionsADay() {
        JsonObject term = made(owner, word);
        mentioned(term, 1000, "1 hour");
        client.postByNewAgent("general", "Of " + word);
        awaitNoneWaits();
        assertThat(mentions(term)).isEqualTo(1000);
        sql("UPDATE social.brand_mentions SET created_at = now() - interval '2 days' WHERE term_id = '"
                + term.getString("id") + "'");
        client.postByNewAgent("general", "Again of " + word);
        awaitNoneWaits();
        assertThat(mentions(term)).isEqualTo(1001);
        assertThat(find(owner, term).getInteger("mentions")).as("of the newest").isEqualTo(1000);
    }

    @Test
    void mentionsAreCountedForAMonthAndKeptForThree() {
        JsonObject term = made(owner, word);
        mentioned(term, 1, "29 days");
        mentioned(term, 1, "31 days");
        mentioned(term, 1, "91 days");
        assertThat(find(owner, term).getInteger("mentions")).isEqualTo(1);
        job.forget().await().indefinitely();
        assertThat(mentions(term)).isEqualTo(2);
    }

    private void mentioned(JsonObject term, int count, String age) {
        String post = client.postByNewAgent("general", "Nothing");
        sql("""
                INSERT INTO social.brand_mentions (term_id, text_id, post_id, author_id, sentiment, created_at)
                SELECT '%s', gen_random_uuid(), id, author_id, 0, now() - interval '%s'
                FROM social.posts, generate_series(1, %d) WHERE id = '%s'""".formatted(term.getString("id"), age, count, post));
    }

    private void awaitNoneWaits() {
        Eventually.value(SOON, "an empty queue", () -> Optional.of(waiting()).filter(count -> count == 0));
    }

    private int mentions(JsonObject term) {
        return pool.query("SELECT count(*)::int FROM social.brand_mentions WHERE term_id = '" + term.getString("id")
                        + "'")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .indefinitely();
    }

    @Test
    void mentionsRaiseAlerts() {
        JsonObject term = made(owner, word);
        Answer rule = client.post(
                "/api/analytics/alert-rules",
                owner,
                new JsonObject()
                        .put("name", "Said")
                        .put("type", "BRAND_MENTIONS")
                        .put("threshold", 1)
                        .put("termId", term.getString("id")));
        assertThat(rule.status()).as(rule.body().encode()).isEqualTo(201);
        client.postByNewAgent("general", "Of " + word);
        awaitMentions(owner, term, 1);
        sql("UPDATE social.alert_rules SET next_look_at = now() WHERE id = '"
                + rule.body().getString("id") + "'");
        Eventually.value(
                SOON,
                "an alert",
                () -> client.get("/api/analytics/alerts", owner).body().getJsonArray("data").stream()
                        .findFirst());
        assertThat(client.post(
                                "/api/analytics/alert-rules",
                                stranger,
                                new JsonObject()
                                        .put("name", "Theirs")
                                        .put("type", "BRAND_MENTIONS")
                                        .put("threshold", 1)
                                        .put("termId", term.getString("id")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anothersTermDoesNotExist() {
        JsonObject term = made(owner, word);
        String path = TERMS + "/" + term.getString("id");
        assertThat(client.get(path + "/mentions", stranger).status()).isEqualTo(404);
        assertThat(client.delete(path, stranger).status()).isEqualTo(404);
        assertThat(client.get(TERMS, stranger).body().getJsonArray("data")).isEmpty();
        assertThat(made(stranger, word).getString("id")).isNotEqualTo(term.getString("id"));
        assertThat(client.delete(path, owner).status()).isEqualTo(204);
        assertThat(client.get(path + "/mentions", owner).status()).isEqualTo(404);
    }

    @Test
    void refusesTermsThatAreNoneTheSameAndTooMany() {
        for (String none : List.of(
                "",
                "  ",
                "!!",
                "x".repeat(61),
                "a b c d e f g h i j k l m n o p q r s t u",
                "the",
                "To be, or not",
                "x")) {
            assertThat(client.post(TERMS, owner, new JsonObject().put("term", none))
                            .status())
                    .as(none)
                    .isEqualTo(400);
        }
        made(owner, word);
        assertThat(client.post(TERMS, owner, new JsonObject().put("term", " " + word + "!"))
                        .body()
                        .getString("code"))
                .isEqualTo("BRAND_TERM_EXISTS");
        for (int number = 1; number < 50; number++) {
            made(owner, word + number);
        }
        assertThat(client.post(TERMS, owner, new JsonObject().put("term", word + 50))
                        .body()
                        .getString("code"))
                .isEqualTo("BRAND_TERM_LIMIT_REACHED");
    }

    @Test
    void relationsAreAnOrganisationsOwn() {
        TestAgent agent = client.register();
        JsonObject request =
                new JsonObject().put("agentId", agent.id().toString()).put("kind", "competitor");
        assertThat(client.post(RELATIONS, owner, request).body().getString("agentName"))
                .isEqualTo(agent.name());
        JsonObject changed = client.post(
                        RELATIONS, owner, request.copy().put("kind", "PARTNER").put("note", "Now friends"))
                .body();
        assertThat(changed.getString("kind")).isEqualTo("partner");
        assertThat(client.get(RELATIONS, owner).body().getJsonArray("data")).hasSize(1);
        assertThat(client.get(RELATIONS + "?kind=owned", owner).body().getJsonArray("data"))
                .isEmpty();
        assertThat(client.get(RELATIONS, stranger).body().getJsonArray("data")).isEmpty();
        assertThat(client.delete(RELATIONS + "/" + agent.id(), stranger).status())
                .isEqualTo(404);
        assertThat(client.get(RELATIONS, owner).body().getJsonArray("data")).hasSize(1);
        assertThat(client.delete(RELATIONS + "/" + agent.id(), owner).status()).isEqualTo(204);
        assertThat(client.get(RELATIONS, owner).body().getJsonArray("data")).isEmpty();
        assertThat(client.post(RELATIONS, owner, request.copy().put("kind", "friend"))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(RELATIONS, owner, request.copy().put("agentId", "me"))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(
                                RELATIONS,
                                owner,
                                request.copy().put("agentId", UUID.randomUUID().toString()))
                        .status())
                .isEqualTo(404);
        assertThat(client.get(RELATIONS + "?kind=friend", owner).status()).isEqualTo(400);
    }

    private static String bearer() {
        return TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "social:read", "social:write");
    }

    private JsonObject made(String bearer, String term) {
        Answer answer = client.post(TERMS, bearer, new JsonObject().put("term", term));
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(201);
        return answer.body();
    }

    private JsonObject find(String bearer, JsonObject term) {
        return client.get(TERMS, bearer).body().getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .filter(found -> found.getString("id").equals(term.getString("id")))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject awaitMentions(String bearer, JsonObject term, int count) {
        return Eventually.value(
                SOON,
                count + " mentions",
                () -> Optional.of(find(bearer, term)).filter(found -> found.getInteger("mentions") == count));
    }

    private void comment(TestAgent agent, String post, String content) {
        assertThat(client.post(
                                "/api/v1/posts/" + post + "/comments",
                                agent.bearer(),
                                new JsonObject().put("content", content))
                        .status())
                .isEqualTo(201);
    }

    private int waiting() {
        return pool.query("SELECT count(*)::int FROM social.brand_queue")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .indefinitely();
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().indefinitely();
    }
}
