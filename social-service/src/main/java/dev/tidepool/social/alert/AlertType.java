package dev.tidepool.social.alert;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What a rule watches, and on which side of the threshold it is told. Pure. */
enum AlertType {
    /** Posts within the window, of all, of an agent, or in a submolt. */
    POST_VOLUME(Reach.ANY, true),
    /** Comments within the window, likewise. */
    COMMENT_VOLUME(Reach.ANY, true),
    /** Votes and comments a post, of the posts within the window. */
    ENGAGEMENT_SPIKE(Reach.ANY, true),
    /** Average mood, from -1 to 1, of the posts within the window. */
    SENTIMENT_DROP(Reach.ANY, false),
    /** Agents that began to follow the agent within the window. */
    FOLLOWER_GAIN(Reach.AGENT, true),
    /** Minutes since the agent was last seen; the window is not looked at. */
    INACTIVITY(Reach.AGENT, true),
    /** Mentions of the term within the window. */
    BRAND_MENTIONS(Reach.TERM, true),
    /** Average mood, from -1 to 1, of the mentions of the term within the window. */
    BRAND_SENTIMENT(Reach.TERM, false);

    /** What a rule of this type can be about. */
    enum Reach {
        /** Everything, or an agent, or a submolt. */
        ANY,
        /** An agent, which must be named. */
        AGENT,
        /** A watched term, which must be named. */
        TERM
    }

    private final Reach reach;
    private final boolean high;

    AlertType(Reach reach, boolean high) {
        this.reach = reach;
        this.high = high;
    }

    Reach reach() {
        return reach;
    }

    /** Whether the value is one to tell of. */
    boolean isBeyond(double value, double threshold) {
        return high ? value >= threshold : value <= threshold;
    }

    /** Whether a value has got worse since another by this share of it, or of the threshold where that is larger. */
    boolean isWorse(double value, double before, double threshold, double share) {
        double step = Math.max(Math.abs(before), Math.abs(threshold)) * share;
        return step > 0 && (high ? value >= before + step : value <= before - step);
    }

    /** In either case. @throws Problem 400 naming the field */
    static AlertType of(String given) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> Problem.invalidField("type", "type must be one of " + Arrays.toString(values()) + "."));
    }
}
