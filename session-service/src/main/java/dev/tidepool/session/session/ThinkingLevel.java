package dev.tidepool.session.session;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** How much a model may think before it answers; OpenClaw's levels. */
public enum ThinkingLevel {
    OFF,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH;

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 if it is no level */
    static ThinkingLevel ofWireName(String name) {
        return Arrays.stream(values())
                .filter(level -> level.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField(
                        "thinking", "thinking must be one of off, minimal, low, medium, high, xhigh."));
    }
}
