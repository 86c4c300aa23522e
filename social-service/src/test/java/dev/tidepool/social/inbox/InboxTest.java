package dev.tidepool.social.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.post.PostFilter;
import dev.tidepool.social.post.PostListService;
import dev.tidepool.social.post.PostPage;
import dev.tidepool.social.post.PostPageRequest;
import dev.tidepool.social.post.PostSort;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed of what one follows, in the order of time: from the inbox and merged of all sources it is the same. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class InboxTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CAPACITY = 800;

    private static final String POST = """
            INSERT INTO social.posts (id, author_id, submolt_id, type, title, hot_score, verification_status, created_at, updated_at)
            SELECT $1, $2, id, 'text', 'x', 0, $4, now() - $5::int8 * interval '1 second', now()
            FROM social.submolts WHERE name = $3""";

    @Inject
    Pool pool;

    @Inject
    PostListService lists;

    @Inject
    RedisDataSource redis;

    @Inject
    InboxSourceRepository sources;

    @Inject
    MeterRegistry metrics;

    private final SocialClient client = new SocialClient();
    private final TestAgent reader = client.register();
    private final TestAgent author = client.register();

    @Test
    void whoReadsAgainReadsFromItsInbox() {
        follow(author);
        UUID older = post(author, "general", 10);
        waitUntilServed();
        UUID newer = post(author, "general", 0);
        assertThat(fromService(25)).containsExactly(newer.toString(), older.toString());
        waitUntilNoneWaits();
        // Pushed by the job: Redis has it.
        assertThat(inbox()).contains(newer.toString(), older.toString());
        assertThat(served(() -> fromService(25))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pagesAreThoseOfTheMergeWhateverHappensBetweenThem(long seed) {
        Random random = new Random(seed);
        List<TestAgent> authors =
                IntStream.range(0, 4).mapToObj(number -> client.register()).toList();
        String submolt = submolt();
        List<UUID> posts = new ArrayList<>();
        follow(authors.getFirst());
        waitUntilServed();
        int hits = 0;
        for (int step = 0; step < 60; step++) {
            TestAgent one = authors.get(random.nextInt(authors.size()));
            switch (random.nextInt(8)) {
                case 0 -> follow(one);
                case 1 -> client.delete("/api/v1/agents/" + one.name() + "/follow", reader.bearer());
                case 2 -> client.post("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer(), new JsonObject());
                case 3 -> client.delete("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer());
                case 4 -> change(posts, random, "is_deleted = true");
                case 5 ->
                    change(
                            posts,
                            random,
                            "verification_status = CASE verification_status WHEN 'pending' THEN 'verified' ELSE 'pending' END");
                default -> posts.add(post(one, random.nextBoolean() ? "general" : submolt, random.nextInt(600)));
            }
            int limit = 1 + random.nextInt(6);
            List<String> merged = merged(limit);
            String now = "step " + step;
            hits += served(() -> assertThat(fromService(limit)).as(now).isEqualTo(merged)) ? 1 : 0;
        }
        assertThat(hits).isPositive();
    }

    @Test
    void everyPostIsSeenOnceWhileOthersAreWritten() throws Exception {
        List<TestAgent> authors = List.of(author, client.register());
        authors.forEach(this::follow);
        List<String> before = IntStream.range(0, 40)
                .mapToObj(number ->
                        post(authors.get(number % 2), "general", 1 + number).toString())
                .toList();
        waitUntilServed();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writing = threads.submit(() -> {
                for (int number = 0; number < 60; number++) {
                    post(authors.get(number % 2), "general", 0);
                }
            });
            for (int time = 0; time < 10; time++) {
                assertThat(fromService(7)).doesNotHaveDuplicates().containsAll(before);
            }
            writing.get();
        }
        assertThat(fromService(7)).isEqualTo(merged(7)).hasSize(100);
    }

    @Test
    void whatLiesDeeperThanTheInboxIsMerged() {
        follow(author);
        execute("""
                INSERT INTO social.posts (id, author_id, submolt_id, type, title, hot_score, created_at, updated_at)
                SELECT gen_random_uuid(), $1, (SELECT id FROM social.submolts WHERE name = 'general'), 'text', 'x', 0,
                       now() - (n / 3) * interval '1 second', now()
                FROM generate_series(1, 900) n""", author.id().value());
        waitUntilServed();
        assertThat(fromService(100)).hasSize(900).isEqualTo(merged(100));
        post(author, "general", 0);
        waitUntilNoneWaits();
        assertThat(inbox()).hasSize(CAPACITY);
        assertThat(fromService(90)).hasSize(901).isEqualTo(merged(90));
    }

    @Test
    void whatManyFollowIsMergedWhenItIsRead() {
        follow(author);
        waitUntilServed();
        execute(
                "UPDATE social.agents SET follower_count = 10000 WHERE id = $1",
                author.id().value());
        String large = post(author, "general", 0).toString();
        waitUntilNoneWaits();
        assertThat(inbox()).doesNotContain(large);
        assertThat(fromService(25)).containsExactly(large);
        // What it wrote while it was large is not lost when it is large no more.
        execute(
                "UPDATE social.agents SET follower_count = 1 WHERE id = $1",
                author.id().value());
        assertThat(served(() -> assertThat(fromService(25)).containsExactly(large)))
                .isTrue();
    }

    @Test
    void aSubmoltThatManyReadIsMergedToo() {
        String submolt = submolt();
        client.post("/api/v1/submolts/" + submolt + "/subscribe", reader.bearer(), new JsonObject());
        waitUntilServed();
        execute("UPDATE social.submolts SET subscriber_count = 10000 WHERE name = $1", submolt);
        String large = post(author, submolt, 0).toString();
        waitUntilNoneWaits();
        assertThat(inbox()).doesNotContain(large);
        assertThat(served(() -> assertThat(fromService(25)).containsExactly(large)))
                .isTrue();
    }

    /** As when Redis is away for long. */
    @Test
    void postsDoNotWaitForEverAndNoneIsLost() {
        follow(author);
        waitUntilServed();
        UUID post = post(author, "general", 0);
        assertThat(sources.forget(1_000_000).subscribeAsCompletionStage().join())
                .isZero();
        waitUntilNoneWaits();
        long before = Long.parseLong(epoch());
        // Nobody takes what others hold: they wait as they would without Redis.
        SqlConnection connection =
                pool.getConnection().subscribeAsCompletionStage().join();
        Transaction transaction =
                connection.begin().subscribeAsCompletionStage().join();
        connection
                .preparedQuery("INSERT INTO social.inbox_queue (post_id) VALUES ($1), ($1), ($1)")
                .execute(Tuple.of(post))
                .subscribeAsCompletionStage()
                .join();
        Row forgotten = connection
                .preparedQuery(InboxSourceRepository.FORGET)
                .execute(Tuple.of(2))
                .chain(rows -> connection
                        .query("SELECT count(*) FROM social.inbox_queue")
                        .execute())
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next();
        assertThat(forgotten.getLong(0)).isZero();
        transaction.commit().subscribeAsCompletionStage().join();
        connection.close().subscribeAsCompletionStage().join();
        assertThat(Long.parseLong(epoch())).isGreaterThan(before);
        assertThat(fromService(25)).containsExactly(post.toString());
        waitUntilServed();
        assertThat(inboxWithMarker())
                .anyMatch(member -> member.startsWith("ready:") && member.contains(":" + epoch() + "."));
    }

    @Test
    void ofTooManyInboxesTheOneThatWasReadLongestAgoGoes() {
        String now = Long.toString(System.currentTimeMillis() - 60_000);
        redis.execute(
                "EVAL",
                "for n = 1, 10000 do redis.call('ZADD', KEYS[1], ARGV[1] + n, 'agent' .. n) end",
                "1",
                "inboxes",
                now);
        redis.execute("SET", "inbox:agent1", "x");
        follow(author);
        waitUntilServed();
        assertThat(redis.execute("EXISTS", "inbox:agent1").toInteger()).isZero();
        assertThat(redis.execute("ZCARD", "inboxes").toInteger()).isLessThanOrEqualTo(10_000);
        redis.execute("DEL", "inboxes");
    }

    private String epoch() {
        return pool.query("SELECT epoch::text FROM social.inbox_epoch")
                .execute()
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getString(0);
    }

    @Test
    void anInboxThatIsLostIsMadeAgain() {
        follow(author);
        String post = post(author, "general", 0).toString();
        waitUntilServed();
        redis.execute("DEL", "inbox:" + reader.id());
        assertThat(fromService(25)).containsExactly(post);
        waitUntilServed();
        assertThat(inbox()).contains(post);
        // Filled while another process of Redis ran: it may lack what that had not written down.
        List<String> marker = inboxWithMarker().stream()
                .filter(member -> member.startsWith("ready:"))
                .toList();
        redis.execute("ZREM", "inbox:" + reader.id(), marker.getFirst());
        redis.execute(
                "ZADD",
                "inbox:" + reader.id(),
                "+inf",
                "ready:0123456789:" + marker.getFirst().substring(47));
        assertThat(served(() -> fromService(25))).isFalse();
        waitUntilServed();
    }

    @Test
    void aPostThatIsVerifiedLateIsInTheInbox() {
        follow(author);
        post(author, "general", 5);
        waitUntilServed();
        UUID late = UUID.randomUUID();
        post(late, author, "general", "pending", 60);
        assertThat(fromService(25)).hasSize(1);
        execute("UPDATE social.posts SET verification_status = 'verified' WHERE id = $1", late);
        assertThat(fromService(25)).hasSize(2).contains(late.toString());
        waitUntilNoneWaits();
        assertThat(inbox()).contains(late.toString());
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        Answer answer = client.get("/api/v1/feed?filter=following&sort=new&cursor=bad", reader.bearer());
        assertThat(answer.status()).isEqualTo(400);
    }

    private void follow(TestAgent other) {
        client.post("/api/v1/agents/" + other.name() + "/follow", reader.bearer(), new JsonObject());
    }

    private String submolt() {
        String name = SocialClient.freshName("s").replace("agent", "").substring(0, 14);
        execute(
                "INSERT INTO social.submolts (id, name, display_name, description) VALUES ($1, $2, $2, '')",
                UUID.randomUUID(),
                name);
        return name;
    }

    private UUID post(TestAgent by, String submolt, long ageSeconds) {
        UUID id = UUID.randomUUID();
        post(id, by, submolt, "verified", ageSeconds);
        return id;
    }

    private void post(UUID id, TestAgent by, String submolt, String status, long ageSeconds) {
        execute(POST, id, by.id().value(), submolt, status, ageSeconds);
    }

    private void change(List<UUID> posts, Random random, String what) {
        if (!posts.isEmpty()) {
            execute("UPDATE social.posts SET " + what + " WHERE id = $1", posts.get(random.nextInt(posts.size())));
        }
    }

    private void execute(String sql, Object... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.from(values))
                .subscribeAsCompletionStage()
                .join();
    }

    /** All pages, as the service serves them. */
    private List<String> fromService(int limit) {
        String path = "/api/v1/feed?filter=following&sort=new&limit=" + limit;
        Answer page = client.get(path, reader.bearer());
        List<String> all = new ArrayList<>(ids(page));
        while (page.body().getBoolean("has_more")) {
            page = client.get(path + "&cursor=" + page.body().getString("next_cursor"), reader.bearer());
            all.addAll(ids(page));
        }
        return all;
    }

    private static List<String> ids(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return page.body().getJsonArray("posts").stream()
                .map(post -> ((JsonObject) post).getString("id"))
                .toList();
    }

    /** All pages, merged of all sources. */
    private List<String> merged(int limit) {
        List<String> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            PostPageRequest request = new PostPageRequest(
                    "feed", PostSort.NEW, new PostFilter.Following(reader.id()), new PageLimit(limit), cursor, 0);
            PostPage page = lists.page(request, Optional.empty())
                    .subscribeAsCompletionStage()
                    .join();
            page.posts().forEach(post -> all.add(post.id().toString()));
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private List<String> inboxWithMarker() {
        List<String> members = new ArrayList<>();
        redis.execute("ZRANGE", "inbox:" + reader.id(), "0", "-1").forEach(member -> members.add(member.toString()));
        return members;
    }

    private List<String> inbox() {
        return inboxWithMarker().stream()
                .filter(member -> !member.contains(":"))
                .toList();
    }

    /** Whether a page was served from an inbox meanwhile. */
    private boolean served(Runnable reading) {
        double before =
                metrics.counter("tidepool.social.inbox.reads", "outcome", "hit").count();
        reading.run();
        return metrics.counter("tidepool.social.inbox.reads", "outcome", "hit").count() > before;
    }

    private void waitUntilServed() {
        Eventually.within(SOON, () -> assertThat(served(() -> fromService(25))).isTrue());
    }

    private void waitUntilNoneWaits() {
        Eventually.within(
                SOON,
                () -> assertThat(pool.query("SELECT FROM social.inbox_queue")
                                .execute()
                                .subscribeAsCompletionStage()
                                .join()
                                .size())
                        .isZero());
    }
}
