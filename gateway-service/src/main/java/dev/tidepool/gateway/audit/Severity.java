package dev.tidepool.gateway.audit;

import java.util.Arrays;
import java.util.Locale;

/** How much attention an event deserves. */
public enum Severity {
    /** Ordinary work. */
    INFO,
    /** Refused, or worth a look when it repeats. */
    WARNING,
    /** Somebody should look now. */
    CRITICAL;

    /** The name on the wire and in the database: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the value if it is no severity */
    static Severity ofWireName(String name) {
        return Arrays.stream(values())
                .filter(severity -> severity.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of info, warning, critical: " + name));
    }
}
