package dev.tidepool.social.discipline;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Limits of suspensions and appeals, and when nobody has to decide on one. */
@ConfigMapping(prefix = "tidepool.social.suspension")
interface DisciplineConfig {

    /** Characters in a reason; the table holds at most 500. */
    @WithDefault("500")
    int maxReasonCharacters();

    /** Characters in an appeal, and in the reply; the table holds at most 2000. */
    @WithDefault("2000")
    int maxAppealCharacters();

    /** Days of the longest suspension that is not for good. */
    @WithDefault("3650")
    int maxDays();

    /** Challenges that an agent must fail in a row to be suspended by itself; 0 never suspends. */
    @WithDefault("0")
    int failedChallenges();

    /** How long it is suspended by itself the first time, the second, and so on; the last for all further times. */
    @WithDefault("1h,1d,7d")
    List<Duration> automatic();

    /** Between two looks for suspensions that are over. */
    @WithDefault("10s")
    Duration interval();

    /** @throws Problem 400 */
    default String reason(@Nullable String given) {
        return PlainText.required("reason", given, maxReasonCharacters());
    }

    /** Empty for good. @throws Problem 400 when it is out of range */
    default Optional<Duration> time(@Nullable Integer days) {
        if (days == null) {
            return Optional.empty();
        }
        if (days < 1 || days > maxDays()) {
            throw Problem.invalidField(
                    "days", "A suspension lasts 1 to " + maxDays() + " days, or for good without days.");
        }
        return Optional.of(Duration.ofDays(days));
    }
}
