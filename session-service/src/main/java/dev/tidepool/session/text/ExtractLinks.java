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
        long unopened = count(link, ')') - count(link, '(');
        int end = link.length();
        while (end > 0 && CLOSING_PUNCTUATION.indexOf(link.charAt(end - 1)) >= 0) {
            if (link.charAt(end - 1) == ')') {
                if (unopened <= 0) {
                    break;
                }
                unopened--;
            }
            end--;
        }
        return link.substring(0, end);
    }

    private static long count(String link, char bracket) {
        return link.chars().filter(c -> c == bracket).count();
    }
}
