package dev.tidepool.social.embedding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a text into the parts of words that the model knows, as BERT's uncased tokenizer does: the longest known beginning of
 * a word, then the longest known continuation, until nothing is left. Pure.
 */
final class WordPiece {

    private static final int MAX_WORD = 100;
    private static final String CONTINUED = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final int begin;
    private final int end;

    /** @param vocabulary the number of each part; a part that continues a word begins with {@code ##} */
    WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.unknown = special("[UNK]");
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
    }

    private int special(String part) {
        Integer number = vocabulary.get(part);
        if (number == null) {
            throw new IllegalArgumentException("the vocabulary lacks " + part);
        }
        return number;
    }

    /** The numbers of the text's parts between those of its begin and its end, at most so many in all. */
    long[] tokens(String text, int most) {
        List<Integer> tokens = new ArrayList<>();
        tokens.add(begin);
        for (String word : spaced(text).split(" ", -1)) {
            if (tokens.size() >= most - 1) {
                break;
            }
            if (!word.isEmpty()) {
                addParts(word, tokens);
            }
        }
        List<Integer> kept = tokens.subList(0, Math.min(tokens.size(), most - 1));
        long[] all = new long[kept.size() + 1];
        for (int i = 0; i < kept.size(); i++) {
            all[i] = kept.get(i);
        }
        all[kept.size()] = end;
        return all;
    }

    private void addParts(String word, List<Integer> tokens) {
        int[] letters = word.codePoints().toArray();
        int before = tokens.size();
        int start = 0;
        while (start < letters.length && letters.length <= MAX_WORD) {
            int stop = letters.length;
            Integer known = null;
            while (stop > start && known == null) {
                String part = new String(letters, start, stop - start);
                known = vocabulary.get(start == 0 ? part : CONTINUED + part);
                stop -= known == null ? 1 : 0;
            }
            if (known == null) {
                break;
            }
            tokens.add(known);
            start = stop;
        }
        if (start < letters.length) {
            tokens.subList(before, tokens.size()).clear();
            tokens.add(unknown);
        }
    }

    /** Without accents and capitals, with spaces around each punctuation mark and each Chinese character. */
    private static String spaced(String text) {
        StringBuilder spaced = new StringBuilder(text.length() + 16);
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(letter -> append(letter, spaced));
        return spaced.toString().toLowerCase(Locale.ROOT);
    }

    private static void append(int letter, StringBuilder spaced) {
        int type = Character.getType(letter);
        if (letter == '\t' || letter == '\n' || letter == '\r' || Character.isSpaceChar(letter)) {
            spaced.append(' ');
        } else if (isPunctuation(letter, type) || isChinese(letter)) {
            spaced.append(' ').appendCodePoint(letter).append(' ');
        } else if (type != Character.NON_SPACING_MARK && letter != 0xFFFD && !isControl(type)) {
            spaced.appendCodePoint(letter);
        }
    }

    private static boolean isControl(int type) {
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE;
    }

    private static boolean isPunctuation(int letter, int type) {
        boolean ascii = letter > ' ' && letter < 0x7F && !Character.isLetterOrDigit(letter);
        return ascii
                || switch (type) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** The blocks of CJK ideographs that BERT names. */
    private static boolean isChinese(int letter) {
        return (letter >= 0x4E00 && letter <= 0x9FFF)
                || (letter >= 0x3400 && letter <= 0x4DBF)
                || (letter >= 0x20000 && letter <= 0x2CEAF)
                || (letter >= 0xF900 && letter <= 0xFAFF)
                || (letter >= 0x2F800 && letter <= 0x2FA1F);
    }
}
