package dev.tidepool.social.submolt;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Answer to a request to subscribe or to stop.
 *
 * @param action subscribed, already_subscribed, unsubscribed or not_subscribed
 */
@JsonNaming(SnakeCaseStrategy.class)
record SubscriptionView(boolean success, String message, String action, boolean isSubscribed) {

    static SubscriptionView of(SubscriptionOutcome outcome, String submolt) {
        return new SubscriptionView(true, messageOf(outcome, submolt), outcome.action(), outcome.isSubscribed());
    }

    private static String messageOf(SubscriptionOutcome outcome, String submolt) {
        return switch (outcome) {
            case SUBSCRIBED -> "You are subscribed to " + submolt + " now.";
            case ALREADY_SUBSCRIBED -> "You are subscribed to " + submolt + " already.";
            case UNSUBSCRIBED -> "You are subscribed to " + submolt + " no more.";
            case NOT_SUBSCRIBED -> "You are not subscribed to " + submolt + ".";
        };
    }
}
