package dev.tidepool.social.skillcomment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How PostgreSQL reads the comments of a skill that has 2,000 of them, among those of others. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class SkillCommentPlanTest {

    private static final int LIMIT = 26;
    private static final UUID SKILL = UUID.fromString("00000000-0000-4000-8002-000000000001");

    private static final List<String> COMMENTS = List.of("""
            INSERT INTO skills (id, slug, owner_id, display_name, summary, created_at, updated_at)
            SELECT ('00000000-0000-4000-8002-' || lpad(n::text, 12, '0'))::uuid, 'large-' || n,
                   '00000000-0000-4000-8000-000000000007', 'Large', '', now(), now()
            FROM generate_series(1, 5) n""", """
            INSERT INTO skill_comments (id, skill_id, author_id, content, created_at)
            SELECT ('00000000-0000-4000-8003-' || lpad(n::text, 12, '0'))::uuid,
                   ('00000000-0000-4000-8002-' || lpad((1 + n % 5)::text, 12, '0'))::uuid,
                   ('00000000-0000-4000-8000-' || lpad((1 + n % 400)::text, 12, '0'))::uuid,
                   'Said', '2026-01-01'::timestamptz + n * interval '1 minute'
            FROM generate_series(1, 10000) n""", "ANALYZE skills, skill_comments");

    @ParameterizedTest
    @EnumSource(SkillCommentSort.class)
    void bothOrdersReadTheIndexAndNoMoreThanThePage(SkillCommentSort sort) {
        try (LargeSite site = LargeSite.open()) {
            COMMENTS.forEach(site::run);
            Plan first = plan(site, sort, sort.start());
            assertThat(first.text()).contains("skill_comments_shown");
            assertThat(first.scannedTables()).doesNotContain("skill_comments");
            assertThat(first.mostSorted()).isLessThanOrEqualTo(LIMIT);
            Plan later = plan(
                    site,
                    sort,
                    new SkillCommentPlace(
                            Instant.parse("2026-01-04T12:00:00Z"),
                            SkillCommentId.fromString("00000000-0000-4000-8003-000000005040")));
            assertThat(later.text()).contains("skill_comments_shown");
            assertThat(later.buffers()).isLessThanOrEqualTo(2 * first.buffers() + 20);
        }
    }

    private static Plan plan(LargeSite site, SkillCommentSort sort, SkillCommentPlace after) {
        return site.plan(
                SkillCommentRepository.pageSql(sort),
                Tuple.of(
                        SKILL, after.time().atOffset(ZoneOffset.UTC), after.id().value(), LIMIT));
    }
}
