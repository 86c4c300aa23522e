package dev.tidepool.session.text;

import java.util.List;
import java.util.regex.Pattern;

/** Finds http and https addresses in a text. Pure. */
final class ExtractLinks {

    private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"'`{}|\\\\^]+");

    private static final String CLOSING_PUNCTUATION = ".,;:!?)]*_";

    private ExtractLinks() {}

    static String apply(String text) {
        List<String> links = LINK.matcher(text)
                .results()
                .map(found -> withoutClosingPunctuation(found.group()))
                .distinct()
                .toList();
        return links.isEmpty()
                ? "No links found."
                : "Links found: " + links.size() + "\n- " + String.join("\n- ", links);
    }

    /** Punctuation after an address belongs to the sentence, unless it closes a parenthesis opened in the address. */
    private static String withoutClosingPunctuation(String link) {
        int end = link.length();
        while (end > 0 && CLOSING_PUNCTUATION.indexOf(link.charAt(end - 1)) >= 0 && !closesOwn(link, end)) {
            end--;
        }
        return link.substring(0, end);
    }

    private static boolean closesOwn(String link, int end) {
        String part = link.substring(0, end);
        return part.endsWith(")")
                && part.chars().filter(c -> c == '(').count()
                        >= part.chars().filter(c -> c == ')').count();
    }
}
