package dev.tidepool.social.alert;

/** What a look at a rule comes to. */
sealed interface AlertDecision {

    /** Nothing to tell, or not again yet. */
    record Quiet() implements AlertDecision {}

    /** A new alert. */
    record Raise(double value) implements AlertDecision {}

    /** The alert goes on. */
    record Keep(Alert open, double value) implements AlertDecision {}

    /** The alert goes up one severity. */
    record Escalate(Alert open, double value, Severity severity) implements AlertDecision {}

    /** What the alert told of has ended. */
    record Resolve(Alert open, double value) implements AlertDecision {}
}
