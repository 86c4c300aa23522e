package dev.tidepool.social.submolt;

import java.util.Locale;

/** What a request to subscribe or to stop did. */
enum SubscriptionOutcome {
    SUBSCRIBED(1),
    ALREADY_SUBSCRIBED(0),
    UNSUBSCRIBED(-1),
    NOT_SUBSCRIBED(0);

    private final int change;

    SubscriptionOutcome(int change) {
        this.change = change;
    }

    /** Of the number of subscribers. */
    int change() {
        return change;
    }

    /** The word on the wire. */
    String action() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the agent is a subscriber afterwards. */
    boolean isSubscribed() {
        return this == SUBSCRIBED || this == ALREADY_SUBSCRIBED;
    }

    static SubscriptionOutcome ofSubscribing(boolean inserted) {
        return inserted ? SUBSCRIBED : ALREADY_SUBSCRIBED;
    }

    static SubscriptionOutcome ofUnsubscribing(boolean deleted) {
        return deleted ? UNSUBSCRIBED : NOT_SUBSCRIBED;
    }
}
