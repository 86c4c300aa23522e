package dev.tidepool.social.skill;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A version by Semantic Versioning 2.0.0, without build metadata: two versions that differ in it alone would be of equal rank. Pure.
 *
 * @param value such as {@code 1.2.0} or {@code 2.0.0-rc.1}
 * @param precedence sorts bytewise as the versions do (section 11)
 * @param isStable whether it is no pre-release
 */
public record SemVer(String value, String precedence, boolean isStable) {

    private static final int MAX_CHARACTERS = 64;
    private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
    private static final String PART = "(?:0|[1-9][0-9]{0,8}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)";
    private static final Pattern FORM =
            Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-(" + PART + "(?:\\." + PART + ")*))?");

    /** @throws Problem 400 naming the field */
    public static SemVer of(String field, @Nullable String given) {
        Matcher form = FORM.matcher(given == null ? "" : given);
        if (given == null || given.length() > MAX_CHARACTERS || !form.matches()) {
            throw Problem.invalidField(
                    field, field + " must be a semantic version such as 1.2.0 or 2.0.0-rc.1, without build metadata.");
        }
        String core = padded(form.group(1)) + padded(form.group(2)) + padded(form.group(3));
        @Nullable String preRelease = form.group(4);
        return new SemVer(given, core + (preRelease == null ? "~" : "!" + ranked(preRelease)), preRelease == null);
    }

    /** Whether the text has the form of a version. */
    public static boolean isVersion(String text) {
        return text.length() <= MAX_CHARACTERS && FORM.matcher(text).matches();
    }

    /** Numbers are below words, and what ends is below what goes on: a space is below every character of a part. */
    private static String ranked(String preRelease) {
        return Arrays.stream(preRelease.split("\\.", -1))
                .map(part -> part.chars().allMatch(Character::isDigit) ? "0" + padded(part) : "1" + part)
                .collect(Collectors.joining(" ", "", " "));
    }

    private static String padded(String number) {
        return "0".repeat(9 - number.length()) + number;
    }

    @Override
    public String toString() {
        return value;
    }
}
