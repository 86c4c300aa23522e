package dev.tidepool.social.brand;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text as they are compared: without case, in the form NFKC, without characters that nobody sees. A word is a run of letters,
 * their marks and digits; in scripts that write none apart, each letter is a word, so that a term is found within a sentence. Pure.
 */
final class Words {

    private Words() {}

    static List<String> of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints().forEach(point -> take(point, word, words));
        end(word, words);
        return words;
    }

    /** Whether the term's words stand in the text one after the other. */
    static boolean contain(List<String> text, List<String> term) {
        return Collections.indexOfSubList(text, term) >= 0;
    }

    private static void take(int point, StringBuilder word, List<String> words) {
        if (isUnseen(point)) {
            return;
        }
        if (standsAlone(point)) {
            end(word, words);
            words.add(Character.toString(point));
        } else if (Character.isLetterOrDigit(point) || (isMark(point) && !word.isEmpty())) {
            word.appendCodePoint(point);
        } else {
            end(word, words);
        }
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /** Zero-width characters, soft hyphens, variation selectors. */
    private static boolean isUnseen(int point) {
        return Character.getType(point) == Character.FORMAT || (point >= 0xFE00 && point <= 0xFE0F) || point == 0x034F;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean standsAlone(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Character.isLetter(point);
            default -> false;
        };
    }
}
