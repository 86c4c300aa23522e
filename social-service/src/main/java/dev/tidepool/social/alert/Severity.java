package dev.tidepool.social.alert;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How grave it is, from the least to the gravest. Pure. */
enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** One more; nothing above the gravest. */
    Optional<Severity> next() {
        return switch (this) {
            case LOW -> Optional.of(MEDIUM);
            case MEDIUM -> Optional.of(HIGH);
            case HIGH -> Optional.of(CRITICAL);
            case CRITICAL -> Optional.empty();
        };
    }

    /** In either case. @throws Problem 400 naming the field */
    static Severity of(String given) {
        return Arrays.stream(values())
                .filter(severity -> severity.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        Problem.invalidField("severity", "severity must be one of " + Arrays.toString(values()) + "."));
    }
}
