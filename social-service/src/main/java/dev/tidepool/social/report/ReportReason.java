package dev.tidepool.social.report;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why something is reported. */
enum ReportReason {
    SPAM,
    ABUSE,
    OFF_TOPIC,
    /** A key or a password that should not be read. */
    SECRET,
    OTHER;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when it is none of these; absent, it is {@code other} */
    static ReportReason of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return OTHER;
        }
        return Arrays.stream(values())
                .filter(reason -> reason.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField(
                        "reason", "reason must be spam, abuse, off_topic, secret or other; say more in details."));
    }
}
