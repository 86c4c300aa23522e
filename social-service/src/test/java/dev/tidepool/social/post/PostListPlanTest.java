package dev.tidepool.social.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.submolt.SubmoltId;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.LargeSite;
import dev.tidepool.social.test.LargeSite.Plan;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How PostgreSQL reads each list, of 20,000 posts: its index and no more rows than the page asks for. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class PostListPlanTest {

    private static final PageLimit PAGE = new PageLimit(25);
    private static final PostFilter EVERYTHING = new PostFilter.Everything();

    @Inject
    PostListService lists;

    @Test
    void everyListReadsItsIndexAndSortsNoMoreThanItNeeds() {
        try (LargeSite site = LargeSite.open()) {
            PostFilter submolt = new PostFilter.InSubmolt(new SubmoltId(site.submolt()));
            PostFilter author = new PostFilter.ByAuthor(new AgentId(site.agent()));
            Stream.of(
                            new Expected(EVERYTHING, PostSort.HOT, PostWindow.ALL, "posts_hot", 26),
                            new Expected(EVERYTHING, PostSort.NEW, PostWindow.ALL, "posts_new", 26),
                            new Expected(EVERYTHING, PostSort.TOP, PostWindow.ALL, "posts_top", 26),
                            new Expected(EVERYTHING, PostSort.TOP, PostWindow.YEAR, "posts_day_top", 26 * 26),
                            new Expected(EVERYTHING, PostSort.RISING, PostWindow.ALL, "posts_new", 1000),
                            new Expected(EVERYTHING, PostSort.TOP, PostWindow.HOUR, "posts_new", 5000),
                            new Expected(submolt, PostSort.HOT, PostWindow.ALL, "posts_submolt_hot", 26),
                            new Expected(submolt, PostSort.NEW, PostWindow.ALL, "posts_submolt_new", 26),
                            new Expected(submolt, PostSort.TOP, PostWindow.ALL, "posts_submolt_top", 26),
                            new Expected(submolt, PostSort.RISING, PostWindow.ALL, "posts_submolt_new", 1000),
                            new Expected(author, PostSort.NEW, PostWindow.ALL, "posts_author", 50))
                    .forEach(expected -> check(site, expected));
        }
    }

    /** In the order of their scores all older posts come before those of the stretch of time that is asked for. */
    @Test
    void theTopOfAStretchOfTimeIsFoundHoweverGoodOlderPostsAre() {
        try (LargeSite site = LargeSite.open()) {
            site.run("UPDATE posts SET upvotes = upvotes + 100000 WHERE created_at < now() - interval '100 days'");
            site.run("UPDATE posts SET upvotes = upvotes + 200000 WHERE created_at < now() - interval '366 days'");
            site.run("""
                    INSERT INTO subscriptions (agent_id, submolt_id, created_at)
                    SELECT '%s', id, now() FROM submolts WHERE name LIKE 'large-%%' ORDER BY id LIMIT 5""".formatted(site.agent()));
            site.run("ANALYZE posts, subscriptions");
            PostFilter submolt = new PostFilter.InSubmolt(new SubmoltId(site.submolt()));
            PostFilter following = new PostFilter.Following(new AgentId(site.agent()));
            for (PostWindow window : List.of(PostWindow.DAY, PostWindow.WEEK, PostWindow.MONTH)) {
                int days = (int) window.length().orElseThrow().toDays() + 1;
                bounded(site, EVERYTHING, window, "posts_day_top", days + 26 * 26);
                bounded(site, submolt, window, "day_top", days + 26 * 26);
                bounded(site, following, window, "posts_submolt_day_top", 5 * days + 26 * 26);
            }
        }
    }

    /** Of each row at most four pages are read. */
    private void bounded(LargeSite site, PostFilter filter, PostWindow window, String index, int rows) {
        check(site, new Expected(filter, PostSort.TOP, window, index, rows));
        PostQuery query = queryOf(new PostPageRequest("list", PostSort.TOP, window, filter, PAGE, Optional.empty(), 0));
        assertThat(site.plan(query.sql(), query.parameters()).buffers())
                .as("%s %s", filter, window)
                .isLessThanOrEqualTo(4 * rows + 200);
    }

    @Test
    void theFeedOfOneWhoFollowsHundredsTakesItsShareOfEachFromAnIndex() {
        try (LargeSite site = LargeSite.open()) {
            site.run("""
                    INSERT INTO follows (follower_id, followed_id, created_at)
                    SELECT '%1$s', id, now() FROM agents WHERE name LIKE 'large-%%' AND id <> '%1$s'
                    ORDER BY id LIMIT 300""".formatted(site.agent()));
            site.run("""
                    INSERT INTO subscriptions (agent_id, submolt_id, created_at)
                    SELECT '%s', id, now() FROM submolts WHERE name LIKE 'large-%%' ORDER BY id LIMIT 5""".formatted(site.agent()));
            site.run("ANALYZE follows, subscriptions");
            PostFilter following = new PostFilter.Following(new AgentId(site.agent()));
            // One of each, and a page of those with the best.
            int shares = 26 * 26 + 5 * 26;
            check(site, new Expected(following, PostSort.HOT, PostWindow.ALL, "posts_author_hot", shares));
            check(site, new Expected(following, PostSort.NEW, PostWindow.ALL, "posts_author_new", shares));
            check(site, new Expected(following, PostSort.TOP, PostWindow.ALL, "posts_author_top", shares));
            check(site, new Expected(following, PostSort.HOT, PostWindow.ALL, "posts_submolt_hot", shares));
            check(site, new Expected(following, PostSort.RISING, PostWindow.ALL, "posts_author_new", 6000));
        }
    }

    private PostQuery queryOf(PostPageRequest request) {
        return lists.query(request, Optional.empty());
    }

    private record Expected(PostFilter filter, PostSort sort, PostWindow window, String index, int sortedAtMost) {}

    private void check(LargeSite site, Expected expected) {
        PostPageRequest request = new PostPageRequest(
                "list", expected.sort(), expected.window(), expected.filter(), PAGE, Optional.empty(), 0);
        PostQuery query = queryOf(request);
        Plan plan = site.plan(query.sql(), query.parameters());
        // PostgreSQL keeps a plan for any parameters once that is no worse.
        for (Plan each : List.of(plan, site.keptPlan(query.sql()))) {
            assertThat(each.text()).as(expected.toString()).contains(expected.index());
            assertThat(each.scannedTables()).as(expected.toString()).doesNotContain("posts");
        }
        assertThat(plan.mostSorted()).as(expected.toString()).isLessThanOrEqualTo(expected.sortedAtMost());
    }

    @Test
    void aLaterPageCostsNoMoreThanTheFirst() {
        try (LargeSite site = LargeSite.open()) {
            for (PostSort sort : List.of(PostSort.HOT, PostSort.NEW, PostSort.TOP)) {
                PostQuery first = queryOf(new PostPageRequest("list", sort, EVERYTHING, PAGE, Optional.empty(), 0));
                PostQuery later = new PostQuery(
                        Optional.empty(),
                        sort,
                        EVERYTHING,
                        Optional.empty(),
                        site.positionOf(sort.columns(), 15_000),
                        26,
                        0,
                        0);
                Plan plan = site.plan(later.sql(), later.parameters());
                assertThat(plan.text()).as(sort.toString()).contains("Index Cond");
                assertThat(plan.buffers())
                        .as(sort.toString())
                        .isLessThanOrEqualTo(
                                2 * site.plan(first.sql(), first.parameters()).buffers() + 20);
            }
        }
    }
}
