package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a browser is sent: an http or https address. Where that leads is the proxy's to decide. */
record PageAddress(String value) {

    private static final int MAX_CHARACTERS = 8192;
    private static final Pattern ACCEPTED =
            Pattern.compile("(https?://[^\\s/?#\\\\@\\p{Cntrl}]+)(?:[/?#][^\\p{Cntrl}]*)?", Pattern.CASE_INSENSITIVE);

    /** @throws Problem 400 for anything else, such as file: or data: */
    static PageAddress of(@Nullable String text) {
        if (text == null
                || text.length() > MAX_CHARACTERS
                || !ACCEPTED.matcher(text).matches()) {
            throw Problem.invalidField(
                    "url",
                    "url must be an http or https address without credentials, of at most " + MAX_CHARACTERS
                            + " characters.");
        }
        return new PageAddress(text);
    }

    /** Less path and query, which may hold secrets. */
    String origin() {
        Matcher parts = ACCEPTED.matcher(value);
        return parts.matches() ? parts.group(1) : "";
    }
}
