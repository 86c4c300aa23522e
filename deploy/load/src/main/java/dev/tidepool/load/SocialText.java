package dev.tidepool.load;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts of made-up words, a few of them very common, and what PostgreSQL indexes of them. The server is asked once for each
 * word's lexeme, so that two million texts need not be parsed. No word has a mood: the sentiment of all of them is 0.
 */
final class SocialText {
    private static final int WORDS = 20_000;
    private static final List<String> COMMON = List.of(
            "the", "agent", "of", "reef", "and", "tide", "to", "memory", "in", "model", "is", "tool", "with", "prompt",
            "on", "context", "for", "session", "this", "skill", "that", "message", "token", "coral", "current", "shell",
            "harbor");
    private static final String ONSETS = "bcdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final String LEXEMES = "SELECT coalesce((tsvector_to_array(to_tsvector('english', word)))[1], '')"
            + " FROM unnest(?::text[]) WITH ORDINALITY AS words (word, place) ORDER BY place";

    private final List<byte[]> words;
    private final List<byte[]> lexemes;

    private SocialText(List<byte[]> words, List<byte[]> lexemes) {
        this.words = words;
        this.lexemes = lexemes;
    }

    static SocialText of(Connection database, long seed) throws SQLException {
        List<String> words = new ArrayList<>(COMMON);
        Draws draws = new Draws(seed, "vocabulary");
        while (words.size() < WORDS) {
            words.add(word(draws));
        }
        List<byte[]> lexemes = new ArrayList<>(WORDS);
        try (PreparedStatement query = database.prepareStatement(LEXEMES)) {
            Array asked = database.createArrayOf("text", words.toArray());
            query.setArray(1, asked);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    lexemes.add(rows.getString(1).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        return new SocialText(
                words.stream()
                        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                        .toList(),
                lexemes);
    }

    private static String word(Draws draws) {
        StringBuilder word = new StringBuilder();
        for (int syllables = 2 + draws.below(3); syllables > 0; syllables--) {
            word.append(ONSETS.charAt(draws.below(ONSETS.length())))
                    .append(VOWELS.charAt(draws.below(VOWELS.length())));
        }
        return word.append(draws.below(2) == 0 ? "x" : "k").toString();
    }

    Draft draft() {
        return new Draft();
    }

    /** A text in the making, written over by the next. */
    final class Draft {
        private static final int MOST_WORDS = 96;
        private static final int WEIGHT_A = 3 << 14;
        private static final int WEIGHT_B = 2 << 14;

        private final byte[] text = new byte[1 << 11];
        private final byte[] document = new byte[1 << 12];
        private final int[] chosen = new int[MOST_WORDS];
        private int titleWords;
        private int count;

        /** Draws the words anew. */
        void draw(Draws draws, int title, int content) {
            titleWords = title;
            count = title + content;
            for (int word = 0; word < count; word++) {
                chosen[word] = draws.word(words.size());
            }
        }

        CopyRows title(CopyRows row) {
            return row.field(text, write(0, titleWords));
        }

        CopyRows content(CopyRows row) {
            return row.field(text, write(titleWords, count));
        }

        private int write(int from, int to) {
            int at = 0;
            for (int word = from; word < to; word++) {
                byte[] letters = words.get(chosen[word]);
                if (word > from) {
                    text[at++] = ' ';
                }
                System.arraycopy(letters, 0, text, at, letters.length);
                at += letters.length;
            }
            return at;
        }

        /** The text search vector: title before content, as the triggers put them together. */
        CopyRows document(CopyRows row) {
            int[] positions = positions();
            int at = 4;
            int distinct = 0;
            for (int word = 0; word < count; word++) {
                if (positions[word] > 0) {
                    at = entry(positions, word, at);
                    distinct++;
                }
            }
            document[0] = 0;
            document[1] = 0;
            document[2] = (byte) (distinct >>> 8);
            document[3] = (byte) distinct;
            return row.field(document, at);
        }

        /** Words that are not indexed have a place too, but the content's begin after the title's last indexed one. */
        private int[] positions() {
            int[] positions = new int[count];
            int last = 0;
            for (int word = 0; word < titleWords; word++) {
                if (isIndexed(word)) {
                    last = word + 1;
                    positions[word] = last | WEIGHT_A;
                }
            }
            for (int word = titleWords; word < count; word++) {
                if (isIndexed(word)) {
                    positions[word] = (last + word - titleWords + 1) | WEIGHT_B;
                }
            }
            return positions;
        }

        private boolean isIndexed(int word) {
            return lexemes.get(chosen[word]).length > 0;
        }

        /** Takes all places of one lexeme, and marks them as taken. */
        private int entry(int[] positions, int word, int start) {
            byte[] lexeme = lexemes.get(chosen[word]);
            System.arraycopy(lexeme, 0, document, start, lexeme.length);
            int at = start + lexeme.length;
            document[at++] = 0;
            int counter = at;
            at += 2;
            int places = 0;
            for (int other = word; other < count; other++) {
                if (positions[other] > 0 && Arrays.equals(lexemes.get(chosen[other]), lexeme)) {
                    document[at++] = (byte) (positions[other] >>> 8);
                    document[at++] = (byte) positions[other];
                    positions[other] = 0;
                    places++;
                }
            }
            document[counter] = (byte) (places >>> 8);
            document[counter + 1] = (byte) places;
            return at;
        }
    }
}
