package dev.tidepool.social.comment;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The orders of comments. Each is a row of columns that all run one way and end in the id, so a comment has exactly one place
 * and a page resumes with one row comparison over an index. Comments of one rank stand in the order of their writing.
 */
enum CommentSort {
    BEST("best_rank"),
    TOP("top_rank"),
    CONTROVERSIAL("controversy_rank"),
    OLD(""),
    NEW("");

    private static final Comparator<Comment> BY_AGE = Comparator.comparing(Comment::createdAt)
            .thenComparing(comment -> comment.id().toString());

    private final String rankColumn;

    CommentSort(String rankColumn) {
        this.rankColumn = rankColumn;
    }

    List<String> columns() {
        return isRanked() ? List.of(rankColumn, "created_at", "id") : List.of("created_at", "id");
    }

    boolean descends() {
        return this == NEW;
    }

    Comparator<Comment> comparator() {
        return descends()
                ? BY_AGE.reversed()
                : Comparator.comparingDouble(this::rankOf).thenComparing(BY_AGE);
    }

    /** A comment's place in this order, as the fields of a cursor. */
    List<String> positionOf(Comment comment) {
        String time = comment.createdAt().toString();
        String id = comment.id().toString();
        return isRanked() ? List.of(Double.toString(rankOf(comment)), time, id) : List.of(time, id);
    }

    /** The fields of a cursor as the values of the columns. */
    List<Object> parametersOf(List<String> position) {
        List<String> age = position.subList(position.size() - 2, position.size());
        Object time = Instant.parse(age.get(0)).atOffset(ZoneOffset.UTC);
        Object id = UUID.fromString(age.get(1));
        return isRanked() ? List.of(Double.valueOf(position.getFirst()), time, id) : List.of(time, id);
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private double rankOf(Comment comment) {
        return switch (this) {
            case BEST -> comment.votes().rank().best();
            case TOP -> CommentRank.top(comment.votes().score());
            case CONTROVERSIAL -> comment.votes().rank().controversy();
            case OLD, NEW -> 0;
        };
    }

    private boolean isRanked() {
        return !rankColumn.isEmpty();
    }

    /** The order a client asked for, best when it did not say. @throws Problem 400 when there is no such order */
    static CommentSort of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return BEST;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("sort", "sort must be best, new, old, top or controversial."));
    }
}
