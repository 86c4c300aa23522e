package dev.tidepool.gateway.lockout;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How guessing is slowed down. */
@ConfigMapping(prefix = "tidepool.lockout")
interface LockoutConfig {

    /** For one account: the address that was named, whether it exists or not. */
    Account account();

    /** For one client network: an IPv4 address or an IPv6 /64. */
    Network network();

    /** For registrations from one client network. */
    Registration registration();

    /** While Redis takes longer, attempts are counted here. */
    @WithDefault("500ms")
    Duration redisTimeout();

    /** Accounts and networks counted here while Redis is away. */
    @WithDefault("50000")
    int localSubjects();

    interface Account {
        @WithDefault("5")
        int free();

        @WithDefault("1s")
        Duration first();

        @WithDefault("15m")
        Duration longest();

        @WithDefault("10m")
        Duration decay();
    }

    interface Network {
        @WithDefault("20")
        int free();

        @WithDefault("1s")
        Duration first();

        @WithDefault("15m")
        Duration longest();

        @WithDefault("30s")
        Duration decay();
    }

    interface Registration {
        @WithDefault("10")
        int free();

        @WithDefault("1m")
        Duration first();

        @WithDefault("1h")
        Duration longest();

        @WithDefault("6m")
        Duration decay();
    }
}
