package dev.tidepool.session.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Extractive summary: the sentences whose words occur most in the whole text, in their own order (Luhn, "The Automatic
 * Creation of Literature Abstracts", 1958). Pure.
 */
final class Summarize {

    private static final int SENTENCES = 3;

    private Summarize() {}

    private record Scored(int place, double score) {}

    static String apply(String text) {
        List<String> sentences = Prose.sentences(text);
        if (sentences.isEmpty()) {
            return "There is no text to summarize.";
        }
        Map<String, Long> frequency = Prose.keywords(text).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String chosen = IntStream.range(0, sentences.size())
                .mapToObj(place -> new Scored(place, score(sentences.get(place), frequency)))
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::place))
                .limit(SENTENCES)
                .sorted(Comparator.comparingInt(Scored::place))
                .map(scored -> "- " + sentences.get(scored.place()))
                .collect(Collectors.joining("\n"));
        return "Summary, %d of %d sentences:\n%s"
                .formatted(Math.min(SENTENCES, sentences.size()), sentences.size(), chosen);
    }

    /** Dividing by the root of the length keeps long sentences from winning by length alone. */
    private static double score(String sentence, Map<String, Long> frequency) {
        List<String> keywords = Prose.keywords(sentence);
        if (keywords.isEmpty()) {
            return 0;
        }
        long sum = keywords.stream()
                .distinct()
                .mapToLong(word -> frequency.getOrDefault(word, 0L))
                .sum();
        return sum / Math.sqrt(keywords.size());
    }
}
