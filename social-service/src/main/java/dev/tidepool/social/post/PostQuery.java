package dev.tidepool.social.post;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of one page. Few texts are possible (order, filter, first or later page), so each stays prepared. Pure.
 *
 * @param position the place to resume after, as values of the order's columns; empty for the first page
 */
record PostQuery(PostSort sort, PostFilter filter, List<Object> position, int limit, int offset) {

    /** The first two parameters are the limit and the offset. */
    private static final int FIRST_PARAMETER = 3;

    /** The page is cut before the joins, so that an index decides its cost. */
    String sql() {
        List<String> conditions = new ArrayList<>(List.of(filter.condition(FIRST_PARAMETER)));
        if (!position.isEmpty()) {
            conditions.add(beyondPosition());
        }
        return """
                SELECT %1$s
                FROM (SELECT * FROM social.posts WHERE %2$s ORDER BY %3$s LIMIT $1 OFFSET $2) p
                %4$s
                ORDER BY %5$s""".formatted(
                PostRow.COLUMNS, String.join(" AND ", conditions), descending(""), PostRow.JOINS, descending("p."));
    }

    Tuple parameters() {
        List<Object> values = new ArrayList<>(List.of(limit, offset));
        values.addAll(filter.parameters());
        values.addAll(position);
        return Tuple.from(values);
    }

    private String beyondPosition() {
        int first = FIRST_PARAMETER + filter.parameters().size();
        String parameters = IntStream.range(first, first + position.size())
                .mapToObj(index -> "$" + index)
                .collect(Collectors.joining(", "));
        return "(%s) < (%s)".formatted(String.join(", ", sort.columns()), parameters);
    }

    private String descending(String prefix) {
        return sort.columns().stream().map(column -> prefix + column + " DESC").collect(Collectors.joining(", "));
    }
}
