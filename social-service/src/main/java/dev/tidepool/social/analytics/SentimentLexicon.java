package dev.tidepool.social.analytics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** AFINN-165: English words with what they are worth, from -5 to 5. */
final class SentimentLexicon {

    private static final String RESOURCE = "/sentiment/afinn-165.tsv";

    private static final Map<String, Integer> WORDS = read();

    private SentimentLexicon() {}

    /** 0 for a word that says nothing of a mood. */
    static int valence(String word) {
        return WORDS.getOrDefault(word, 0);
    }

    private static Map<String, Integer> read() {
        try (InputStream in = Objects.requireNonNull(SentimentLexicon.class.getResourceAsStream(RESOURCE));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(field -> field[0], field -> Integer.valueOf(field[1])));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
