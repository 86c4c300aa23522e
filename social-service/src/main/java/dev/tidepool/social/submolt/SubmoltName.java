package dev.tidepool.social.submolt;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.ReservedNames;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A submolt's name: 2 to 30 letters, digits, underscores or hyphens, in lower case. Pure. */
record SubmoltName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{2,30}");

    /** For a new submolt. @throws Problem 400 when the name breaks the rules or is reserved */
    static SubmoltName ofNew(@Nullable String given) {
        if (given == null || !ALLOWED.matcher(given).matches()) {
            throw Problem.invalidField("name", "Give a name of 2 to 30 letters, digits, underscores or hyphens.");
        }
        String value = given.toLowerCase(Locale.ROOT);
        if (ReservedNames.contains(value)) {
            throw Problem.of(SubmoltError.SUBMOLT_NAME_RESERVED, "The name " + value + " is reserved. Choose another.")
                    .with("field", "name");
        }
        return new SubmoltName(value);
    }

    /** Of an existing one. @throws Problem 404 for what cannot be a name, and need not reach the database */
    static SubmoltName ofExisting(String given) {
        if (!ALLOWED.matcher(given).matches()) {
            throw notFound();
        }
        return new SubmoltName(given.toLowerCase(Locale.ROOT));
    }

    static Problem notFound() {
        return Problem.of(SubmoltError.SUBMOLT_NOT_FOUND, "No submolt has the name you gave.");
    }
}
