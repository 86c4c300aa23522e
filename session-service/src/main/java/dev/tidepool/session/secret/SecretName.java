package dev.tidepool.session.secret;

import dev.tidepool.kernel.problem.Problem;
import java.util.regex.Pattern;

/** A secret's name, as that of an environment variable: 1 to 64 letters, digits and underscores, no digit first. */
record SecretName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

    SecretName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not the name of a secret: " + value);
        }
    }

    static boolean isName(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @throws Problem 400 for text that is no name */
    static SecretName ofNew(String text) {
        if (!isName(text)) {
            throw Problem.invalidField(
                    "name", "name must be 1 to 64 letters, digits and underscores, and begin with no digit.");
        }
        return new SecretName(text);
    }

    /** @throws Problem 404 for text that is no name: it names nothing, like any unknown name */
    static SecretName fromString(String text) {
        if (!isName(text)) {
            throw Problem.notFound(SecretError.SECRET_NOT_FOUND, text);
        }
        return new SecretName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
