package dev.tidepool.kernel.skill.manifest;

import dev.tidepool.kernel.problem.Problem;
import java.util.regex.Pattern;

/** A skill's name: 1 to 64 lower-case letters, digits and hyphens, neither first nor last a hyphen. */
public record SkillName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    public SkillName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not the name of a skill: " + value);
        }
    }

    public static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @throws Problem 404 for text that is no name: it names nothing, like any unknown name */
    public static SkillName fromString(String text) {
        if (!isName(text)) {
            throw Problem.notFound(SkillFormatError.SKILL_NOT_FOUND, text);
        }
        return new SkillName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
