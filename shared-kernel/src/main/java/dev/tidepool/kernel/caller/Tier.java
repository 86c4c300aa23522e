package dev.tidepool.kernel.caller;

import java.util.Arrays;
import java.util.Locale;

/** An organisation's tier. Each service derives its limits from it. */
public enum Tier {
    OPEN_SOURCE,
    TEAMS,
    GOVERNMENT;

    /** The name on the wire: lower case, for example {@code open_source}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the value if it is no tier */
    public static Tier ofWireName(String name) {
        return Arrays.stream(values())
                .filter(tier -> tier.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not one of open_source, teams, government: " + name));
    }
}
