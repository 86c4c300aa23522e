package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a key is bound to.
 *
 * @param expiresAt when it stops for good
 * @param perMinute requests it may make in a minute, besides the organisation's own limit
 * @param autoRotate whether a text that is due to be replaced stops after the grace
 */
record KeyTerms(Optional<Instant> expiresAt, OptionalInt perMinute, boolean autoRotate) {

    static final KeyTerms NONE = new KeyTerms(Optional.empty(), OptionalInt.empty(), false);

    /** Whoever needs a key for longer needs one that does not expire. */
    private static final Duration LONGEST = Duration.ofDays(10 * 366);

    private static final int MOST_PER_MINUTE = 1_000_000;

    KeyTerms {
        if (perMinute.isPresent() && (perMinute.getAsInt() < 1 || perMinute.getAsInt() > MOST_PER_MINUTE)) {
            throw Problem.invalidField(
                    "rateLimitPerMinute", "rateLimitPerMinute must be between 1 and " + MOST_PER_MINUTE + ".");
        }
    }

    /** @throws Problem 400 when the key would be dead already, or live nearly for ever */
    void requireAhead(Instant now) {
        if (expiresAt.isPresent()
                && (!expiresAt.get().isAfter(now) || expiresAt.get().isAfter(now.plus(LONGEST)))) {
            throw Problem.invalidField("expiresAt", "expiresAt must be ahead, and within ten years.");
        }
    }

    /** A key that is had by a key, made or rotated with it, is bound at least as tightly. @throws Problem 403 naming the field that is not */
    void requireWithin(KeyTerms maker) {
        boolean outlives = maker.expiresAt.isPresent()
                && (expiresAt.isEmpty() || expiresAt.get().isAfter(maker.expiresAt.get()));
        if (outlives) {
            throw Problem.forbidden("The key you use expires: a key you get with it must not expire later.")
                    .with("field", "expiresAt");
        }
        boolean outruns = maker.perMinute.isPresent()
                && (perMinute.isEmpty() || perMinute.getAsInt() > maker.perMinute.getAsInt());
        if (outruns) {
            throw Problem.forbidden(
                            "The key you use has a rate limit: a key you get with it must not have a higher one.")
                    .with("field", "rateLimitPerMinute");
        }
        if (maker.autoRotate && !autoRotate) {
            throw Problem.forbidden("The key you use must be rotated: so must a key you get with it.")
                    .with("field", "autoRotate");
        }
    }
}
