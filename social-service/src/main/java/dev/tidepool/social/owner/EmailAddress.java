package dev.tidepool.social.owner;

import dev.tidepool.kernel.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address, in lower case, so that it is one however it is written. Pure. */
record EmailAddress(String value) {

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e&&[^@<>\",;]]{1,64}@[A-Za-z0-9.-]{1,189}");

    /** @throws Problem 400 when it has not the form of an address */
    static EmailAddress of(String field, @Nullable String given) {
        if (given == null || !FORM.matcher(given).matches()) {
            throw Problem.invalidField(field, "Give an e-mail address, for example owner@example.com.");
        }
        return new EmailAddress(given.toLowerCase(Locale.ROOT));
    }

    /** First letter and domain: enough to recognise one's own. */
    String masked() {
        return value.charAt(0) + "***" + value.substring(value.lastIndexOf('@'));
    }
}
