package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.social.post.PostId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads posts to take them out, page by page as they are taken; no transaction stays open in between. */
@ApplicationScoped
class ExportRepository {

    private static final String PAGE = """
            SELECT p.id, p.created_at, a.name AS author, s.name AS submolt, p.type, p.upvotes, p.downvotes, p.comment_count,
                p.sentiment
            FROM (SELECT * FROM social.posts
                WHERE (created_at, id) < ($1, $2) AND created_at >= $3 AND is_listed
                ORDER BY created_at DESC, id DESC LIMIT $4) AS p
            JOIN social.agents AS a ON a.id = p.author_id
            JOIN social.submolts AS s ON s.id = p.submolt_id
            ORDER BY p.created_at DESC, p.id DESC""";

    private static final PostId AFTER_ALL = new PostId(new UUID(-1, -1));

    private final Pool pool;
    private final AnalyticsConfig config;

    ExportRepository(Pool pool, AnalyticsConfig config) {
        this.pool = pool;
        this.config = config;
    }

    private record Place(Instant createdAt, PostId id) {}

    /** Posts since then, the newest first; what is written meanwhile is left out. */
    Multi<ExportedPostView> since(Instant first, Instant now) {
        AtomicReference<Place> place = new AtomicReference<>(new Place(now, AFTER_ALL));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(place.get(), first).invoke(page -> {
                    if (!page.isEmpty()) {
                        ExportedPostView last = page.getLast();
                        place.set(new Place(last.createdAt(), new PostId(last.id())));
                    }
                }))
                .whilst(page -> page.size() == config.exportPage())
                .onItem()
                .transformToIterable(page -> page);
    }

    private Uni<List<ExportedPostView>> page(Place after, Instant first) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(atUtc(after.createdAt()), after.id().value(), atUtc(first), config.exportPage()))
                .map(rows -> Rows.list(rows, ExportRepository::postOf));
    }

    private static ExportedPostView postOf(Row row) {
        return new ExportedPostView(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("author"),
                row.getString("submolt"),
                row.getString("type"),
                row.getInteger("upvotes"),
                row.getInteger("downvotes"),
                row.getInteger("comment_count"),
                sentimentOf(row.getShort("sentiment")));
    }

    private static @Nullable Double sentimentOf(@Nullable Short hundredths) {
        return hundredths == null ? null : hundredths / 100.0;
    }

    private static OffsetDateTime atUtc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
