package dev.tidepool.session.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text taken apart: sentences, words, and the words that carry meaning. Pure. */
public final class Prose {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\R+");
    /** Possessive: a word of a hundred thousand hyphens takes no stack. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]++(?:['’-][\\p{L}\\p{N}]++)*+");

    /** Words too common in English to tell what a text is about. */
    private static final Set<String> COMMON = Set.of(
            "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "but",
            "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how",
            "i", "if", "in", "into", "is", "it", "its", "just", "me", "more", "my", "no", "not", "of", "on", "or",
            "our", "out", "she", "should", "so", "some", "than", "that", "the", "their", "them", "then", "there",
            "these", "they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "where", "which", "who",
            "why", "will", "with", "would", "you", "your");

    private Prose() {}

    /** Sentences and lines, trimmed, none empty. */
    public static List<String> sentences(String text) {
        return Arrays.stream(SENTENCE_END.split(text))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** Every word in lower case, in order. */
    public static List<String> words(String text) {
        Matcher matcher = WORD.matcher(text);
        return matcher.results()
                .map(found -> found.group().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The words that carry meaning, in order. */
    public static List<String> keywords(String text) {
        return words(text).stream()
                .filter(word -> word.length() > 1 && !COMMON.contains(word))
                .toList();
    }
}
