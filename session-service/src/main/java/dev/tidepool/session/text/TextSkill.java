package dev.tidepool.session.text;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Something that can be done to a text.
 *
 * @param name how it is called: lower-case letters, digits and hyphens
 * @param logic from text to result; deterministic, without input or output
 */
public record TextSkill(String name, String description, UnaryOperator<String> logic) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    public TextSkill {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be lower-case letters, digits and hyphens: " + name);
        }
    }

    public String apply(String text) {
        return logic.apply(text);
    }
}
