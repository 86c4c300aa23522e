package dev.tidepool.social.analytics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mood of a text, in hundredths from -100 to 100. Pure.
 *
 * <p>The valences of its words (AFINN-165) are added up: one that stands right after an intensifier counts a quarter more, one
 * that has a negation among the three words before it counts 0.74 as much the other way. The sum s becomes s / sqrt(s² + 15),
 * so that long texts stay within the scale (constants and the last formula as in VADER, Hutto and Gilbert 2014). Words of other
 * languages have no valence: such a text is neutral.
 */
public final class Sentiment {

    /** From here on a text is positive, from its negative down it is negative. The database's functions hold it too. */
    static final int CLEAR = 5;

    /** What comes later does not change the mood of what was read so far, and would take long. */
    private static final int MAX_CHARACTERS = 4_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:['’-]?[\\p{L}\\p{N}])*+");
    private static final Set<String> NEGATIONS =
            Set.of("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without", "hardly");
    private static final Set<String> INTENSIFIERS = Set.of(
            "very", "really", "extremely", "so", "too", "totally", "absolutely", "completely", "incredibly", "truly");

    private static final int NEGATION_REACH = 3;
    private static final double NEGATED = -0.74;
    private static final double INTENSIFIED = 1.25;
    private static final double NORMAL = 15;

    private Sentiment() {}

    /** Neutral is 0. */
    public static int of(String text) {
        Matcher words = WORD.matcher(text).region(0, Math.min(text.length(), MAX_CHARACTERS));
        Deque<String> before = new ArrayDeque<>();
        double sum = 0;
        while (words.find()) {
            String word = words.group().toLowerCase(Locale.ROOT).replace('’', '\'');
            sum += worth(word, before);
            before.addLast(word);
            if (before.size() > NEGATION_REACH) {
                before.removeFirst();
            }
        }
        return (int) Math.round(100 * sum / Math.sqrt(sum * sum + NORMAL));
    }

    private static double worth(String word, Deque<String> before) {
        int valence = SentimentLexicon.valence(word);
        if (valence == 0) {
            return 0;
        }
        double strength = !before.isEmpty() && INTENSIFIERS.contains(before.getLast()) ? INTENSIFIED : 1;
        return valence * strength * (before.stream().anyMatch(Sentiment::negates) ? NEGATED : 1);
    }

    private static boolean negates(String word) {
        return NEGATIONS.contains(word) || word.endsWith("n't");
    }
}
