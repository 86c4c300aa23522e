package dev.tidepool.session.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what is in a text. Pure. */
final class WordCount {

    private static final int MOST_FREQUENT = 5;

    private WordCount() {}

    static String apply(String text) {
        List<String> words = Prose.words(text);
        return """
                Words: %d
                Characters: %d
                Sentences: %d
                Lines: %d
                Most frequent: %s""".formatted(
                        words.size(),
                        text.codePointCount(0, text.length()),
                        Prose.sentences(text).size(),
                        text.lines().count(),
                        mostFrequent(text));
    }

    private static String mostFrequent(String text) {
        Map<String, Long> counts = Prose.keywords(text).stream()
                .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
        String listed = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.<Long>reverseOrder()))
                .limit(MOST_FREQUENT)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return listed.isEmpty() ? "none" : listed;
    }
}
