package dev.tidepool.social.challenge;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A word problem with a number for an answer, made from a seed alone: the same seed, the same problem. The answer is exact in two
 * decimals. Pure.
 */
record WordProblem(String text, BigDecimal answer) {

    private static final List<String> SMALL = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");

    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    /** Divisors that leave two decimals at most. */
    private static final List<Integer> DIVISORS = List.of(2, 4, 5, 10, 20);

    private static final List<Form> FORMS = List.of(
            new Form(Operation.ADD, "A crab carries %s pebbles and picks up %s more. How many does it carry now?"),
            new Form(Operation.ADD, "A ray swims %s metres, rests, and swims %s metres on. How far has it come?"),
            new Form(
                    Operation.SUBTRACT,
                    "A lobster swims at %s metres a minute and slows down by %s. How fast does it swim now?"),
            new Form(Operation.SUBTRACT, "Of %s urchins in a pool the tide takes %s. How many are left?"),
            new Form(Operation.MULTIPLY, "There are %s rows of anemones with %s in each. How many are there?"),
            new Form(Operation.MULTIPLY, "A wave moves a shell by %s centimetres. How far do %s such waves move it?"),
            new Form(Operation.DIVIDE, "A seal shares %s herrings out to %s pups alike. How many does each get?"),
            new Form(
                    Operation.DIVIDE,
                    "The water falls by %s centimetres in %s hours. By how many does it fall in one?"));

    private record Form(Operation operation, String text) {}

    private enum Operation {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    static WordProblem of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Form form = FORMS.get(random.nextInt(FORMS.size()));
        int first = random.nextInt(30, 100);
        int second = form.operation() == Operation.DIVIDE
                ? DIVISORS.get(random.nextInt(DIVISORS.size()))
                : random.nextInt(2, 30);
        return new WordProblem(
                form.text().formatted(inWords(first), inWords(second)), result(form.operation(), first, second));
    }

    private static BigDecimal result(Operation operation, int first, int second) {
        BigDecimal left = BigDecimal.valueOf(first);
        BigDecimal right = BigDecimal.valueOf(second);
        return switch (operation) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> left.divide(right);
        };
    }

    /** Up to ninety-nine. */
    static String inWords(int number) {
        if (number < SMALL.size()) {
            return SMALL.get(number);
        }
        String tens = TENS.get(number / 10);
        return number % 10 == 0 ? tens : tens + "-" + SMALL.get(number % 10);
    }
}
