package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.Tier;
import io.smallrye.config.ConfigMapping;

/** What each tier may use; the values are in application.properties. */
@ConfigMapping(prefix = "tidepool.quota")
interface QuotaConfig {

    Allowances openSource();

    Allowances teams();

    Allowances government();

    /** One tier's. */
    interface Allowances {

        long sessionsPerMonth();

        long messagesPerMonth();

        /** Read and written by models. */
        long tokensPerMonth();

        /** Open, that is active or idle, at the same time. */
        long concurrentSessions();

        long skillsPerSession();
    }

    default Allowances of(Tier tier) {
        return switch (tier) {
            case OPEN_SOURCE -> openSource();
            case TEAMS -> teams();
            case GOVERNMENT -> government();
        };
    }
}
