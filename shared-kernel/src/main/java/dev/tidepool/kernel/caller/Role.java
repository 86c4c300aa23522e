package dev.tidepool.kernel.caller;

import java.util.Arrays;
import java.util.Locale;

/** What a member of an organisation is. */
public enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    READONLY,
    AGENT;

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
