package dev.tidepool.gateway.route;

import java.util.Locale;

/** A service behind the gateway. */
public enum Upstream {
    SESSION,
    SOCIAL,
    STAKING;

    /** Name in settings, metrics and health: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
