package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The orders of lists. Each is a row of columns that all descend and end in the id, so a post has exactly one place and a page
 * resumes with one row comparison, over an index but for {@link #RISING}: that rank falls with time, so it is computed over a
 * bounded number of recent posts, as of the instant at which the first page was read.
 */
public enum PostSort {
    HOT("hot_score,id") {
        @Override
        List<String> positionOf(RankedPost ranked) {
            return List.of(
                    Double.toString(ranked.post().votes().hotScore()),
                    ranked.post().id().toString());
        }

        @Override
        List<Object> parametersOf(List<String> position) {
            return List.of(Double.valueOf(position.get(0)), UUID.fromString(position.get(1)));
        }
    },
    NEW("created_at,id") {
        @Override
        List<String> positionOf(RankedPost ranked) {
            return List.of(
                    ranked.post().createdAt().toString(), ranked.post().id().toString());
        }

        @Override
        List<Object> parametersOf(List<String> position) {
            return List.of(Instant.parse(position.get(0)).atOffset(ZoneOffset.UTC), UUID.fromString(position.get(1)));
        }
    },
    TOP("score,created_at,id") {
        @Override
        List<String> positionOf(RankedPost ranked) {
            return List.of(
                    Integer.toString(ranked.post().votes().score()),
                    ranked.post().createdAt().toString(),
                    ranked.post().id().toString());
        }

        @Override
        List<Object> parametersOf(List<String> position) {
            return List.of(
                    Integer.valueOf(position.get(0)),
                    Instant.parse(position.get(1)).atOffset(ZoneOffset.UTC),
                    UUID.fromString(position.get(2)));
        }
    },
    RISING("rank,id") {
        @Override
        List<String> positionOf(RankedPost ranked) {
            return List.of(Double.toString(ranked.rank()), ranked.post().id().toString());
        }

        @Override
        List<Object> parametersOf(List<String> position) {
            return HOT.parametersOf(position);
        }
    };

    private final String columns;

    PostSort(String columns) {
        this.columns = columns;
    }

    /** A post's place in this order, as the fields of a cursor. */
    abstract List<String> positionOf(RankedPost ranked);

    /** The fields of a cursor as the values of the columns. */
    abstract List<Object> parametersOf(List<String> position);

    List<String> columns() {
        return List.of(columns.split(",", -1));
    }

    /** The stretch of time that a list in this order covers when its first page is read now; empty: all. */
    Optional<PostSpan> span(PostWindow window, PostListConfig limits, Instant now) {
        return switch (this) {
            case HOT, NEW -> Optional.empty();
            case TOP -> window.length().map(length -> new PostSpan(now, length));
            case RISING -> Optional.of(new PostSpan(now, limits.risingWindow()));
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The order a client asked for, hot when it did not say. @throws Problem 400 when there is no such order */
    public static PostSort of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return HOT;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("sort", "sort must be hot, new, top or rising."));
    }
}
