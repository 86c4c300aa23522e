package dev.tidepool.session.schedule;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What becomes of runs whose time passed while nobody could start them. */
enum MissedRuns {
    /** One run makes up for all of them. */
    ONCE,
    /** They are left out. */
    SKIP;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when there is no such policy */
    static MissedRuns ofWireName(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("missed", "missed must be once or skip."));
    }
}
