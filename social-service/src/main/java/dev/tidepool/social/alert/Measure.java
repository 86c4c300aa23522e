package dev.tidepool.social.alert;

import dev.tidepool.social.alert.AlertTarget.Network;
import java.time.Duration;

/**
 * What is measured for a rule. Rules that are equal in this share what was measured.
 *
 * @param window how far it looks back
 */
record Measure(AlertType type, AlertTarget target, Duration window) {

    private static final Duration DAYS = Duration.ofDays(2);

    /** @param maxWideWindow no more is looked at where no sums are kept, whatever an older rule says */
    static Measure of(AlertRule rule, Duration maxWideWindow) {
        Measure asked = new Measure(rule.type(), rule.target(), rule.window());
        boolean tooLong = asked.isBounded(rule) && rule.window().compareTo(maxWideWindow) > 0;
        return tooLong ? new Measure(rule.type(), rule.target(), maxWideWindow) : asked;
    }

    private boolean isBounded(AlertRule rule) {
        return rule.isWide() && !hasSums(type, target);
    }

    /** Whether sums of days are kept of it. */
    static boolean hasSums(AlertType type, AlertTarget target) {
        return target instanceof Network
                && switch (type) {
                    case POST_VOLUME, ENGAGEMENT_SPIKE, SENTIMENT_DROP -> true;
                    case COMMENT_VOLUME, FOLLOWER_GAIN, INACTIVITY, BRAND_MENTIONS, BRAND_SENTIMENT -> false;
                };
    }

    /** Whether it is read from the sums of days: then whole days in UTC count, and today. */
    boolean isOfDays() {
        return hasSums(type, target) && window.compareTo(DAYS) >= 0;
    }
}
