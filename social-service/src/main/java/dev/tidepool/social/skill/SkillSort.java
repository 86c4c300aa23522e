package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The orders of the list. Each is a row of columns that all descend and end in the id, so a skill has exactly one place and a page
 * resumes with one row comparison, over an index but for {@link #TRENDING}, which adds up what moved within a window.
 */
public enum SkillSort {
    NEW("CREATED,ID"),
    UPDATED("UPDATED,ID"),
    DOWNLOADS("DOWNLOADS,CREATED,ID"),
    STARS("STARS,CREATED,ID"),
    RATING("RATING,RATINGS,ID"),
    TRENDING("TREND,ID");

    /** A column, its type in SQL, and its value as text. */
    private enum Column {
        CREATED("created_at", "timestamptz"),
        UPDATED("updated_at", "timestamptz"),
        DOWNLOADS("downloads", "int8"),
        STARS("stars", "int4"),
        RATING("rating", "float8"),
        RATINGS("rating_count", "int4"),
        TREND("trend", "float8"),
        ID("id", "uuid");

        private final String column;
        private final String type;

        Column(String column, String type) {
            this.column = column;
            this.type = type;
        }

        String textOf(RankedSkill found) {
            Skill skill = found.skill();
            return switch (this) {
                case CREATED -> skill.createdAt().toString();
                case UPDATED -> skill.updatedAt().toString();
                case DOWNLOADS -> Long.toString(skill.counts().downloads());
                case STARS -> Integer.toString(skill.counts().stars());
                case RATING -> Double.toString(skill.counts().rating());
                case RATINGS -> Integer.toString(skill.counts().ratings());
                case TREND -> Double.toString(found.rank());
                case ID -> skill.id().toString();
            };
        }
    }

    /** An enum's own fields are to be immutable: names, in place of a list. */
    private final String columns;

    SkillSort(String columns) {
        this.columns = columns;
    }

    private List<Column> columns() {
        return Arrays.stream(columns.split(",", -1)).map(Column::valueOf).toList();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A skill's place in this order, as the fields of a cursor. */
    List<String> positionOf(RankedSkill found) {
        return columns().stream().map(column -> column.textOf(found)).toList();
    }

    /** {@code k.created_at DESC, k.id DESC}. */
    String descending() {
        return columns().stream().map(column -> "k." + column.column + " DESC").collect(Collectors.joining(", "));
    }

    /** {@code (k.created_at, k.id) < ($3::text::timestamptz, $4::text::uuid)}. */
    String beyond(int firstParameter) {
        List<Column> all = columns();
        String parameters = IntStream.range(0, all.size())
                .mapToObj(at -> "$" + (firstParameter + at) + "::text::" + all.get(at).type)
                .collect(Collectors.joining(", "));
        String names = all.stream().map(column -> "k." + column.column).collect(Collectors.joining(", "));
        return "(%s) < (%s)".formatted(names, parameters);
    }

    /** The order a client asked for, new when it did not say. @throws Problem 400 when there is no such order */
    public static SkillSort of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return NEW;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField(
                        "sort", "sort must be new, updated, downloads, stars, rating or trending."));
    }
}
