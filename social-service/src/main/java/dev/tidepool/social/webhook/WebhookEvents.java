package dev.tidepool.social.webhook;

import dev.tidepool.kernel.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types of events that a webhook can name. Pure. */
final class WebhookEvents {

    static final List<String> ALL = List.of("*");

    /** Of the delivery that tries whether a webhook works. */
    static final String TEST = "webhook:test";

    private static final Set<String> NOTIFICATIONS =
            Set.of("post_comment", "comment_reply", "mention", "new_follower", "upvote", "skill_comment");
    private static final Pattern EVENT =
            Pattern.compile("(agent|alert|dm|moderation|post|report|skill|webhook):([a-z_]{1,40}|\\*)");

    private WebhookEvents() {}

    /** Each once. @throws Problem 400 when one is no type, or there are none or too many */
    static List<String> checked(List<@Nullable String> given, int max) {
        if (given.isEmpty() || given.size() > max) {
            throw refused("events must name 1 to " + max + " types.");
        }
        return given.stream().map(WebhookEvents::checked).distinct().toList();
    }

    private static String checked(@Nullable String type) {
        if (type != null
                && ("*".equals(type)
                        || NOTIFICATIONS.contains(type)
                        || EVENT.matcher(type).matches())) {
            return type;
        }
        throw refused("Each of events must be * for all, one of "
                + NOTIFICATIONS.stream().sorted().toList()
                + ", or like dm:*, post:created, moderation:acted, report:created, alert:*.");
    }

    private static Problem refused(String detail) {
        return Problem.invalidField("events", detail);
    }
}
