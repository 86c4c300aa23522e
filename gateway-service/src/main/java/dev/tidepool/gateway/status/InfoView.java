package dev.tidepool.gateway.status;

import java.util.Properties;

/** @param commit abbreviated, or {@code unknown} when built without history */
record InfoView(String service, String version, String commit, String builtAt) {

    static InfoView of(Properties build) {
        return new InfoView(
                "tidepool-gateway",
                build.getProperty("version", "unknown"),
                build.getProperty("commit", "unknown"),
                build.getProperty("builtAt", "unknown"));
    }
}
