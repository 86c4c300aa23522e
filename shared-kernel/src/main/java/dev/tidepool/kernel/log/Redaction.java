package dev.tidepool.kernel.log;

import java.util.regex.Pattern;

/** Removes credentials from text: keys of ours, bearer tokens, JWTs, and values named like secrets. Pure. */
public final class Redaction {

    private static final Pattern SECRET = Pattern.compile("\\b(?:tidepool|moltbook)_(?:[a-z]+_)?[0-9a-fA-F]{16,}"
            + "|\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"
            + "|(?i:\\b(?:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{8,})"
            + "|(?i:(?:\\b|_)(?:password|passwd|secret|token|ticket|api[_-]?key|authorization|cookie)[\"']?\\s*[=:]\\s*(?:(?:bearer|basic)\\s+)?)"
            + "(?:\"[^\"]*\"|'[^']*'|[^\\s,;&\"'}]+)");

    /** A cheap look first: nearly every line is clean. */
    private static final Pattern SUSPECT = Pattern.compile(
            "(?i)tidepool_|moltbook_|eyJ|bearer|basic|passw|secret|token|ticket|api.?key|authorization|cookie");

    private Redaction() {}

    /** The text with every secret replaced by {@code [redacted]}. */
    public static String redact(String text) {
        return SUSPECT.matcher(text).find() ? SECRET.matcher(text).replaceAll("[redacted]") : text;
    }
}
