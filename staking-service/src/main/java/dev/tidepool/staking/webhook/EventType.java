package dev.tidepool.staking.webhook;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What webhooks are told of. */
public enum EventType {
    /** A transaction that stakes is confirmed. */
    STAKE_CONFIRMED,
    /** All of a stake account earns. */
    STAKE_ACTIVATED,
    /** Nothing of a stake account earns any more. */
    UNSTAKE_COMPLETED,
    /** A stake account was paid for an epoch. */
    REWARD_EARNED,
    /** A validator that a wallet stakes with has stopped voting. */
    VALIDATOR_DELINQUENT;

    /** In JSON and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is about the wallets that a webhook names, and not about the organisation's transactions. */
    boolean isOfWallets() {
        return this != STAKE_CONFIRMED;
    }

    static List<String> labels(Predicate<EventType> wanted) {
        return Stream.of(values()).filter(wanted).map(EventType::label).toList();
    }
}
