package dev.tidepool.social.alert;

import dev.tidepool.social.alert.AlertTarget.Network;
import dev.tidepool.social.alert.AlertTarget.OfAgent;
import dev.tidepool.social.alert.AlertTarget.OfSubmolt;
import dev.tidepool.social.alert.AlertTarget.OfTerm;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Measures what rules watch. Posts that no list shows are not counted, comments that are deleted or below such posts neither. Each measure is
 * a transaction of its own, and ends in time or not at all.
 */
@ApplicationScoped
class MeasureRepository {

    private static final String POSTS = """
             AS value FROM social.posts
            WHERE is_listed AND created_at > $1 AND created_at <= $2""";

    private static final String COMMENTS = """
            SELECT count(*)::float8 AS value FROM social.comments c
            WHERE NOT c.is_deleted AND c.created_at > $1 AND c.created_at <= $2
              AND EXISTS (SELECT FROM social.posts p WHERE p.id = c.post_id AND p.is_listed%s)%s""";

    private static final String FOLLOWERS = """
            SELECT count(*)::float8 AS value FROM social.follows
            WHERE created_at > $1 AND created_at <= $2 AND followed_id = $3""";

    private static final String MENTIONS = """
            SELECT %s AS value FROM social.brand_mentions m
            WHERE m.created_at > $1 AND m.created_at <= $2 AND m.term_id = $3
              AND EXISTS (SELECT FROM social.posts p WHERE p.id = m.post_id AND p.is_listed)
              AND (m.comment_id IS NULL
                   OR EXISTS (SELECT FROM social.comments c WHERE c.id = m.comment_id AND NOT c.is_deleted))""";

    private static final String SILENCE = """
            SELECT (extract(epoch FROM $1::timestamptz - last_active) / 60)::float8 AS value FROM social.agents
            WHERE id = $2 AND deleted_at IS NULL""";

    private final Pool pool;
    private final AlertConfig config;

    MeasureRepository(Pool pool, AlertConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Empty when there is nothing that it could be computed of. */
    Uni<Optional<Double>> measure(Measure measure, Instant now) {
        String patience =
                "SET LOCAL statement_timeout = " + config.measureTimeout().toMillis();
        return pool.withTransaction(
                transaction -> transaction.query(patience).execute().chain(() -> measured(transaction, measure, now)));
    }

    private static Uni<Optional<Double>> measured(SqlConnection transaction, Measure measure, Instant now) {
        return switch (measure.type()) {
            case POST_VOLUME -> posts(transaction, "count(*)::float8", "sum(posts)::float8", measure, now);
            case ENGAGEMENT_SPIKE ->
                posts(
                        transaction,
                        "avg(upvotes + downvotes + comment_count)::float8",
                        "(sum(engagement) / nullif(sum(posts), 0))::float8",
                        measure,
                        now);
            case SENTIMENT_DROP ->
                posts(
                        transaction,
                        "(avg(sentiment) / 100)::float8",
                        "(sum(sentiment) / nullif(sum(measured), 0) / 100)::float8",
                        measure,
                        now);
            case COMMENT_VOLUME -> comments(transaction, measure, now);
            case FOLLOWER_GAIN -> value(transaction, FOLLOWERS, window(measure, now));
            case INACTIVITY ->
                value(
                        transaction,
                        SILENCE,
                        Tuple.of(
                                now.atOffset(ZoneOffset.UTC),
                                subject(measure.target()).orElse(null)));
            case BRAND_MENTIONS -> value(transaction, MENTIONS.formatted("count(*)::float8"), window(measure, now));
            case BRAND_SENTIMENT ->
                value(transaction, MENTIONS.formatted("(avg(m.sentiment) / 100)::float8"), window(measure, now));
        };
    }

    private static Uni<Optional<Double>> posts(
            SqlConnection transaction, String what, String ofDays, Measure measure, Instant now) {
        if (measure.isOfDays()) {
            return value(transaction, overDays(ofDays), window(measure, now));
        }
        String where = switch (measure.target()) {
            case OfAgent agent -> " AND author_id = $3";
            case OfSubmolt submolt -> " AND submolt_id = $3";
            case Network all -> "";
            case OfTerm none -> "";
        };
        return value(transaction, "SELECT " + what + POSTS + where, window(measure, now));
    }

    /** The sums are kept up to date by a job that is some seconds behind. */
    private static String overDays(String what) {
        return "SELECT " + what + """
                 AS value FROM social.daily_activity
                WHERE day > ($1::timestamptz AT TIME ZONE 'UTC')::date AND day <= ($2::timestamptz AT TIME ZONE 'UTC')::date""";
    }

    private static Uni<Optional<Double>> comments(SqlConnection transaction, Measure measure, Instant now) {
        String sql = switch (measure.target()) {
            case OfAgent agent -> COMMENTS.formatted("", " AND c.author_id = $3");
            case OfSubmolt submolt -> COMMENTS.formatted(" AND p.submolt_id = $3", "");
            case Network all -> COMMENTS.formatted("", "");
            case OfTerm none -> COMMENTS.formatted("", "");
        };
        return value(transaction, sql, window(measure, now));
    }

    private static Tuple window(Measure measure, Instant now) {
        Tuple values = Tuple.of(now.minus(measure.window()).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC));
        subject(measure.target()).ifPresent(values::addUUID);
        return values;
    }

    private static Optional<UUID> subject(AlertTarget target) {
        return switch (target) {
            case Network all -> Optional.empty();
            case OfAgent agent -> Optional.of(agent.id().value());
            case OfSubmolt submolt -> Optional.of(submolt.id().value());
            case OfTerm term -> Optional.of(term.id().value());
        };
    }

    private static Uni<Optional<Double>> value(SqlConnection transaction, String sql, Tuple values) {
        return transaction
                .preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(rows.iterator().next().getDouble("value")));
    }
}
