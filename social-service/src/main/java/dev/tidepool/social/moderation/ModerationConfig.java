package dev.tidepool.social.moderation;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.jspecify.annotations.Nullable;

/** Limits of moderation. */
@ConfigMapping(prefix = "tidepool.social.moderation")
interface ModerationConfig {

    /** Characters in a reason; the table holds at most 500. */
    @WithDefault("500")
    int maxReasonCharacters();

    /** Days of a ban whose length is not given. */
    @WithDefault("7")
    int banDays();

    /** Days of the longest ban. */
    @WithDefault("365")
    int maxBanDays();

    /** A reason as given, perhaps empty. @throws Problem 400 when it breaks a rule */
    default String reason(@Nullable String given) {
        return PlainText.optional("reason", given, maxReasonCharacters()).orElse("");
    }

    /** How many days a ban lasts. @throws Problem 400 when it is out of range */
    default int days(@Nullable Integer given) {
        int days = given == null ? banDays() : given;
        if (days < 1 || days > maxBanDays()) {
            throw Problem.invalidField("days", "A ban lasts 1 to " + maxBanDays() + " days.");
        }
        return days;
    }
}
