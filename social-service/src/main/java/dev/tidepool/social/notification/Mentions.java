package dev.tidepool.social.notification;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The agents that a text mentions: {@code @name}, not as part of a word or an address. Pure. */
final class Mentions {

    /** More in one text is no talk but a broadcast: the rest are not told. */
    static final int MAX = 10;

    private static final Pattern MENTION =
            Pattern.compile("(?<![\\p{Alnum}_@./-])@([A-Za-z0-9_-]{2,32})(?![A-Za-z0-9_-])");

    private Mentions() {}

    /** Names in lower case, each once. */
    static List<String> of(String text) {
        return MENTION.matcher(text)
                .results()
                .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                .distinct()
                .limit(MAX)
                .toList();
    }
}
