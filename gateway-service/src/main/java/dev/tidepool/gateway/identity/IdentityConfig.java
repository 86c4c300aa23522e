package dev.tidepool.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What is set up at start, and the limits on accounts and their sessions. */
@ConfigMapping(prefix = "tidepool.identity")
interface IdentityConfig {

    /** Organisations, owners and keys to make sure of, see {@link BootstrapFile}. */
    Optional<Path> bootstrapFile();

    /**
     * Two to this power rounds of bcrypt, 10 to 16. A hash of another cost is replaced when its owner logs in; until then, if
     * the cost was lowered, a wrong password for it takes longer than one for an unknown address.
     */
    @WithDefault("12")
    int passwordCost();

    /** Passwords hashed or compared at the same time: each takes a processor for a third of a second. */
    @WithDefault("2")
    int passwordThreads();

    /** Passwords that may wait for their turn; more are refused with 503. */
    @WithDefault("64")
    int passwordQueue();

    /** A session ends so long after its log-in, however often it is refreshed. */
    @WithDefault("30d")
    Duration sessionLifetime();

    /** A session ends when it is not refreshed for so long. */
    @WithDefault("7d")
    Duration refreshTokenLifetime();

    /** Sessions of one account; a further log-in ends the oldest. */
    @WithDefault("50")
    int sessionsPerAccount();

    @WithDefault("7d")
    Duration invitationLifetime();

    /** Members of one organisation, open invitations included. */
    @WithDefault("1000")
    int membersPerOrganization();
}
