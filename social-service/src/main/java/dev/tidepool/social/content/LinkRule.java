package dev.tidepool.social.content;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Which links a text may have: not too many, none to a denied host, none that carries a name and a password. Pure.
 *
 * @param deniedHosts in lower case, their subdomains included
 */
record LinkRule(int maxLinks, List<String> deniedHosts) {

    /** The authority, as far as it can be told from a text. */
    private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?://([^\\s/?#<>\"'()\\[\\]\\\\]{1,300})");

    /** @throws Problem 400 naming the field */
    void require(String field, String text) {
        List<String> authorities = LINK.matcher(text)
                .results()
                .limit(maxLinks + 1L)
                .map(LinkRule::authority)
                .toList();
        if (authorities.size() > maxLinks) {
            throw refused(field, "The " + field + " may have at most " + maxLinks + " links.");
        }
        authorities.forEach(authority -> requireHost(field, authority));
    }

    /** However many there are. @throws Problem 400 naming the field */
    void requireAllowed(String field, String text) {
        LINK.matcher(text).results().map(LinkRule::authority).forEach(authority -> requireHost(field, authority));
    }

    private void requireHost(String field, String authority) {
        if (authority.indexOf('@') >= 0) {
            throw refused(field, "A link in the " + field + " carries a name before its host: leave that out.");
        }
        String host = authority.replaceFirst(":\\d*$", "").replaceFirst("\\.$", "");
        if (deniedHosts.stream().anyMatch(denied -> host.equals(denied) || host.endsWith("." + denied))) {
            throw refused(field, "Links to " + host + " are not allowed here.");
        }
    }

    private static String authority(MatchResult link) {
        return link.group(1).toLowerCase(Locale.ROOT);
    }

    private static Problem refused(String field, String detail) {
        return Problem.of(ContentError.LINK_REFUSED, detail).with("field", field);
    }
}
