package dev.tidepool.social.comment;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL of one page. Few texts are possible (order, place, first or later page), so each stays prepared. Pure.
 *
 * @param position the place to resume after, as values of the order's columns; empty for the first page
 */
record CommentQuery(CommentSort sort, CommentPlace place, List<Object> position, int limit) {

    /** The first parameter is the limit. */
    private static final int FIRST_PARAMETER = 2;

    /** The page is cut before the join, so that an index decides its cost. */
    String sql() {
        List<String> conditions = new ArrayList<>(List.of(place.condition(FIRST_PARAMETER), CommentRow.VISIBLE));
        if (!position.isEmpty()) {
            conditions.add(beyondPosition());
        }
        return """
                SELECT %s
                FROM (SELECT * FROM social.comments WHERE %s ORDER BY %s LIMIT $1) c
                %s
                ORDER BY %s""".formatted(
                CommentRow.COLUMNS, String.join(" AND ", conditions), ordered(""), CommentRow.JOINS, ordered("c."));
    }

    Tuple parameters() {
        List<Object> values = new ArrayList<>(List.of(limit));
        values.addAll(place.parameters());
        values.addAll(position);
        return Tuple.from(values);
    }

    private String beyondPosition() {
        int first = FIRST_PARAMETER + place.parameters().size();
        String parameters = IntStream.range(first, first + position.size())
                .mapToObj(index -> "$" + index)
                .collect(Collectors.joining(", "));
        return "(%s) %s (%s)".formatted(String.join(", ", sort.columns()), sort.descends() ? "<" : ">", parameters);
    }

    private String ordered(String prefix) {
        String direction = sort.descends() ? " DESC" : "";
        return sort.columns().stream()
                .map(column -> prefix + column + direction)
                .collect(Collectors.joining(", "));
    }
}
