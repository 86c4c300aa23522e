package dev.tidepool.gateway.support;

import java.util.Locale;

/** Organisations of the bootstrap file. Those that spend their limit are used by one test each. */
public enum Organizations {
    MAIN("government"),
    OTHER("government"),
    BURST("open_source"),
    PARALLEL("open_source"),
    WITHOUT_REDIS("open_source"),
    MIDWAY("open_source"),
    TEAMS("teams"),
    SOCKETS("open_source"),
    SOCKETS_WITHOUT_REDIS("open_source"),
    SOCKETS_LATE("open_source"),
    CHATTY("open_source"),
    COMING_AND_GOING("open_source"),
    LEAVING("open_source"),
    SHARING("open_source"),
    LEASED("government"),
    STALLED("government"),
    FLOODING("open_source"),
    STREAMING("open_source"),
    STREAMING_UP("government"),
    COUNTED("open_source"),
    CHARGED("open_source"),
    LIMITED("teams"),
    FAILOVER("government");

    public static final String EMAIL_DOMAIN = "@example.org";
    public static final String PASSWORD = "correct horse battery staple";

    private final String tier;

    Organizations(String tier) {
        this.tier = tier;
    }

    /** The owner's key. */
    public String key() {
        return "tidepool_" + String.format(Locale.ROOT, "%064x", ordinal() + 0xabc000);
    }

    public String email() {
        return name().toLowerCase(Locale.ROOT) + EMAIL_DOMAIN;
    }

    String json() {
        return """
                {"name":"%s","tier":"%s","apiKey":"%s","owner":{"email":"%s","password":"%s"}}""".formatted(name().toLowerCase(Locale.ROOT), tier, key(), email(), PASSWORD);
    }
}
