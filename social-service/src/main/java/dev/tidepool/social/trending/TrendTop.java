package dev.tidepool.social.trending;

import java.util.List;

/**
 * The first of a list of trends.
 *
 * @param kind as in the table of trends: {@code post}, {@code submolt}, {@code tag} and whatever else trends
 * @param subjects ids, or tags, the most first
 */
record TrendTop(TrendWindow window, String kind, List<String> subjects) {

    TrendTop {
        subjects = List.copyOf(subjects);
    }

    /** Those that were not among the first before. */
    List<String> addedSince(List<String> before) {
        return subjects.stream().filter(subject -> !before.contains(subject)).toList();
    }
}
