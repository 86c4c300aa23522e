package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.PageLimit;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of one page. Few texts are possible (order, filter, span or none, first or later page, size), so each stays prepared;
 * the size is part of the text, since PostgreSQL plans a statement anew each time whose limit it does not know. The page is cut
 * before the joins. From one source its order's index gives it directly; from several, each gives its share and the page is cut
 * of all shares; of a span each day is a source; a rank that no index holds is computed over the newest posts of the span. Pure.
 *
 * @param reader whose follows are told of the authors
 * @param span the stretch of time, for lists that have one
 * @param position the place to resume after, as values of the order's columns; empty for the first page
 * @param limit how many posts are needed; a few more may be read
 * @param candidates the newest posts of each source to rank, where no index holds the rank
 */
record PostQuery(
        Optional<AgentId> reader,
        PostSort sort,
        PostFilter filter,
        Optional<PostSpan> span,
        List<Object> position,
        int limit,
        int offset,
        int candidates) {

    private static final String READER = "$1";

    /** After the reader. */
    private static final int FIRST_PARAMETER = 2;

    /** How many posts are read: the usual sizes of pages and one post more. */
    private static final int[] SIZES = {11, 26, 51, PageLimit.MAX + 1};

    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final Duration RECENT = PostWindow.HOUR.length().orElseThrow();

    PostQuery withLimit(int other) {
        return new PostQuery(reader, sort, filter, span, position, other, offset, candidates);
    }

    String sql() {
        List<PostSource> sources = filter.sources(FIRST_PARAMETER);
        if (isRecent()) {
            return merged(ranked(sources));
        }
        if (span.isPresent()) {
            long days = span.get().length().toDays();
            sources = sources.stream()
                    .map(source -> source.byDay("$" + (spanParameter() + 1), days))
                    .toList();
        }
        boolean direct = sources.size() == 1 && sources.getFirst().each().isEmpty();
        return direct ? direct(sources.getFirst()) : merged(shares(sources));
    }

    /** Whether the span is so short that to sort it is cheaper than to look for its posts in the order of an index. */
    private boolean isRecent() {
        return sort == PostSort.RISING
                || span.filter(stretch -> stretch.length().compareTo(RECENT) <= 0)
                        .isPresent();
    }

    Tuple parameters() {
        List<Object> values = new ArrayList<>();
        values.add(reader.map(AgentId::value).orElse(null));
        values.addAll(filter.parameters());
        span.ifPresent(stretch -> {
            values.add(stretch.start().atOffset(ZoneOffset.UTC));
            values.add(stretch.end().atOffset(ZoneOffset.UTC));
        });
        values.addAll(position);
        if (offset > 0) {
            values.add(offset);
        }
        return Tuple.from(values);
    }

    private int size() {
        return Arrays.stream(SIZES).filter(size -> size >= limit).findFirst().orElse(limit);
    }

    /** The page alone. */
    private String page() {
        return offset == 0 ? "LIMIT " + size() : "LIMIT %d OFFSET %s::int8".formatted(size(), offsetParameter());
    }

    /** All that a page may need, also what it skips. */
    private String reach() {
        return offset == 0 ? Integer.toString(size()) : "%d + %s::int8".formatted(size(), offsetParameter());
    }

    private String offsetParameter() {
        return "$" + (firstOfPosition() + position.size());
    }

    private String direct(PostSource source) {
        return """
                SELECT %s, 0::float8 AS rank
                FROM (SELECT * FROM social.posts WHERE %s ORDER BY %s %s) p
                %s
                ORDER BY %s""".formatted(
                        PostRow.columns(READER),
                        all(source.condition()),
                        descending(""),
                        page(),
                        PostRow.JOINS,
                        descending("p."));
    }

    private String merged(String places) {
        return """
                SELECT %s, %s AS rank
                FROM (SELECT * FROM (%s) found ORDER BY %s %s) r
                JOIN social.posts p ON p.id = r.id
                %s
                ORDER BY %s""".formatted(
                        PostRow.columns(READER),
                        sort == PostSort.RISING ? "r.rank" : "0::float8",
                        places,
                        descending(""),
                        page(),
                        PostRow.JOINS,
                        descending("r."));
    }

    /** No source need give more than the whole page. Its columns are those of the index: the table is not read. */
    private String shares(List<PostSource> sources) {
        return union(
                sources,
                source -> source.bestRows(share(source, reach()), share(source, "1"), descending("k."), reach()));
    }

    private String share(PostSource source, String most) {
        return "SELECT %s FROM social.posts WHERE %s ORDER BY %s LIMIT %s"
                .formatted(String.join(", ", sort.columns()), all(source.condition()), descending(""), most);
    }

    private String ranked(List<PostSource> sources) {
        String newest =
                union(sources, source -> source.rows("""
                SELECT id, score, created_at FROM social.posts WHERE %s
                ORDER BY created_at DESC, id DESC LIMIT %s""".formatted(withinSpan(source.condition()), mostRanked())));
        String rank = sort == PostSort.RISING ? risingAsOf(spanParameter() + 1) : "0";
        String ranks = "SELECT id, score, created_at, %s AS rank FROM (%s) newest".formatted(rank, newest);
        return position.isEmpty() ? ranks : "SELECT * FROM (%s) ranks WHERE %s".formatted(ranks, beyondPosition());
    }

    /** Moltbook's {@code (score + 1) / (age in hours + 2) ^ 1.5}, at the instant that a parameter holds. */
    private static String risingAsOf(int parameter) {
        return "(score + 1) / power(date_part('epoch', $%d - created_at) / 3600 + 2, 1.5)".formatted(parameter);
    }

    /** The highest score of an hour may be its oldest post's: there all count. */
    private String mostRanked() {
        return sort == PostSort.RISING ? Integer.toString(candidates) : "ALL";
    }

    /** The same post may come from two sources: a union holds it once. */
    private static String union(List<PostSource> sources, Function<PostSource, String> rows) {
        return sources.stream().map(source -> "(" + rows.apply(source) + ")").collect(Collectors.joining(" UNION "));
    }

    private String all(String condition) {
        String within = withinSpan(condition);
        return position.isEmpty() ? within : within + " AND " + beyondPosition();
    }

    /** The start as a row: of two plain bounds whose values it does not know PostgreSQL expects next to no posts. */
    private String withinSpan(String condition) {
        return span.isEmpty()
                ? condition
                : "%s AND (created_at, id) > ($%d, '%s') AND created_at <= $%d"
                        .formatted(condition, spanParameter(), LAST_ID, spanParameter() + 1);
    }

    private int spanParameter() {
        return FIRST_PARAMETER + filter.parameters().size();
    }

    private String beyondPosition() {
        int first = firstOfPosition();
        String parameters = IntStream.range(first, first + position.size())
                .mapToObj(index -> "$" + index)
                .collect(Collectors.joining(", "));
        return "(%s) < (%s)".formatted(String.join(", ", sort.columns()), parameters);
    }

    private int firstOfPosition() {
        return spanParameter() + (span.isPresent() ? 2 : 0);
    }

    private String descending(String prefix) {
        return sort.columns().stream().map(column -> prefix + column + " DESC").collect(Collectors.joining(", "));
    }
}
