package dev.tidepool.kernel.caller;

import java.util.Arrays;
import java.util.Locale;

/** What a member of an organisation is, highest first. An agent is no person and outranks nobody. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    READONLY,
    AGENT;

    /** Whether this one may more. */
    public boolean isAbove(Role other) {
        return compareTo(other) < 0;
    }

    /** The name on the wire: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the value if it is no role */
    public static Role ofWireName(String name) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a role: " + name));
    }
}
