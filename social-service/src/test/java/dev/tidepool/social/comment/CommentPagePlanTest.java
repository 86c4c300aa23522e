package dev.tidepool.social.comment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.LargeSite;
import dev.tidepool.social.test.LargeSite.Plan;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How PostgreSQL reads the comments of a post that has 4,000 of them, half of which answer others. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class CommentPagePlanTest {

    private static final int LIMIT = 36;
    private static final int REPLIES = 300;
    private static final PostId POST = PostId.fromString("00000000-0000-4000-8000-00000000c0de");

    private static final List<String> COMMENTS =
            List.of("""
            INSERT INTO posts (id, author_id, submolt_id, type, title, hot_score, created_at, updated_at)
            SELECT '%s', a.id, s.id, 'text', 'Much said', 0, now(), now()
            FROM agents a, submolts s WHERE a.name = 'large-1' AND s.name = 'large-1'""".formatted(POST), """
            INSERT INTO comments (id, post_id, parent_id, root_id, author_id, depth, content, upvotes, best_rank, controversy_rank,
                                  reply_count, created_at, updated_at)
            SELECT id, '%s', NULL, id, author, 0, 'Said', n %% 97, -(n * 37 %% 2003), -(n * 41 %% 1999), 1,
                   '2026-01-01'::timestamptz + n * interval '1 minute', now()
            FROM (SELECT n, ('00000000-0000-4000-8001-' || lpad(n::text, 12, '0'))::uuid AS id,
                         ('00000000-0000-4000-8000-' || lpad((1 + n %% 400)::text, 12, '0'))::uuid AS author
                  FROM generate_series(1, 2000) n) made""".formatted(POST), """
            INSERT INTO comments (id, post_id, parent_id, root_id, author_id, depth, content, best_rank, controversy_rank,
                                  created_at, updated_at)
            SELECT gen_random_uuid(), post_id, id, id, author_id, 1, 'Answered', 0, 0, created_at + interval '1 second', now()
            FROM comments WHERE post_id = '%s'""".formatted(POST), "ANALYZE posts, comments");

    @ParameterizedTest
    @EnumSource(CommentSort.class)
    void everyOrderReadsItsIndexAndNoMoreThanThePage(CommentSort sort) {
        try (LargeSite site = LargeSite.open()) {
            COMMENTS.forEach(site::run);
            Plan first = plan(site, sort, List.of());
            String index = sort == CommentSort.NEW ? "comments_old" : "comments_" + sort.wireName();
            assertThat(first.text()).contains(index);
            assertThat(first.scannedTables()).doesNotContain("comments");
            assertThat(first.mostSorted()).isLessThanOrEqualTo(LIMIT);
            Plan later = plan(site, sort, middle(sort));
            assertThat(later.text()).contains(index);
            assertThat(later.buffers()).isLessThanOrEqualTo(2 * first.buffers() + 20);
        }
    }

    @Test
    void repliesAreReadTreeByTree() {
        try (LargeSite site = LargeSite.open()) {
            COMMENTS.forEach(site::run);
            UUID[] roots = IntStream.rangeClosed(1, LIMIT)
                    .mapToObj(number -> UUID.fromString("00000000-0000-4000-8001-%012d".formatted(number)))
                    .toArray(UUID[]::new);
            Plan plan = site.plan(CommentListService.REPLIES, Tuple.of(roots, REPLIES));
            assertThat(plan.text()).contains("comments_tree");
            assertThat(plan.scannedTables()).doesNotContain("comments");
            assertThat(plan.mostSorted()).isLessThanOrEqualTo(REPLIES);
        }
    }

    @Test
    void repliesToOneCommentHaveAnIndexOfTheirOwn() {
        try (LargeSite site = LargeSite.open()) {
            COMMENTS.forEach(site::run);
            CommentPlace below =
                    new CommentPlace.Below(POST, CommentId.fromString("00000000-0000-4000-8001-000000000007"));
            CommentQuery query = new CommentQuery(CommentSort.OLD, below, List.of(), LIMIT);
            Plan plan = site.plan(query.sql(), query.parameters());
            assertThat(plan.text()).contains("comments_replies");
            assertThat(plan.scannedTables()).doesNotContain("comments");
        }
    }

    private static Plan plan(LargeSite site, CommentSort sort, List<Object> position) {
        CommentQuery query = new CommentQuery(sort, new CommentPlace.Roots(POST), position, LIMIT);
        return site.plan(query.sql(), query.parameters());
    }

    /** A place with about half of the comments before it. */
    private static List<Object> middle(CommentSort sort) {
        Object time = Instant.parse("2026-01-01T16:40:00Z").atOffset(ZoneOffset.UTC);
        Object id = UUID.fromString("00000000-0000-4000-8001-000000001000");
        return switch (sort) {
            case OLD, NEW -> List.of(time, id);
            case TOP -> List.of(-48.0, time, id);
            case BEST, CONTROVERSIAL -> List.of(-1000.0, time, id);
        };
    }
}
