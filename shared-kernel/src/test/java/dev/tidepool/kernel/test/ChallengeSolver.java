package dev.tidepool.kernel.test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Solves a challenge of the social service as an agent would: from its words alone. */
public final class ChallengeSolver {

    private static final List<String> SMALL = List.of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
                    .split(" ", -1));
    private static final List<String> TENS =
            List.of("zero ten twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));
    private static final Pattern NUMBER =
            Pattern.compile("\\b((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|"
                    + String.join("|", SMALL) + ")\\b");

    private ChallengeSolver() {}

    public static String solve(String text) {
        List<BigDecimal> numbers = NUMBER.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(ChallengeSolver::valueOf)
                .limit(2)
                .toList();
        BigDecimal first = numbers.get(0);
        BigDecimal second = numbers.get(1);
        BigDecimal solution = switch (operation(text)) {
            case '+' -> first.add(second);
            case '-' -> first.subtract(second);
            case '*' -> first.multiply(second);
            default -> first.divide(second);
        };
        return solution.toPlainString();
    }

    private static char operation(String text) {
        if (text.contains("picks up") || text.contains("swims on") || text.contains("metres on")) {
            return '+';
        }
        if (text.contains("slows down") || text.contains("takes")) {
            return '-';
        }
        return text.contains("rows of") || text.contains("such waves") ? '*' : '/';
    }

    private static BigDecimal valueOf(String words) {
        int hyphen = words.indexOf('-');
        if (hyphen > 0) {
            return valueOf(words.substring(0, hyphen)).add(valueOf(words.substring(hyphen + 1)));
        }
        int small = SMALL.indexOf(words);
        return BigDecimal.valueOf(small >= 0 ? small : 10L * TENS.indexOf(words));
    }
}
