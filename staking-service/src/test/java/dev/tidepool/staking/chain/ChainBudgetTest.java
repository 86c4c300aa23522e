package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calls of a minute that no request causes, or that all requests share, at the periods an installation has. */
class ChainBudgetTest {

    /** Three rents, the minimum delegation and the version. */
    private static final int CONSTANTS = 5;

    private static final int BACKUPS = 1;

    /** Of a hundred wallets; two where they are not all of one age. */
    private static final int WALLET_READINGS = 2;

    @Test
    void staysBelowTenCallsAMinute() {
        ChainConfig config = Chains.config(Map.of());

        double calls = perMinute(config.blockhash().refresh())
                + perMinute(config.validatorsMaxAge())
                + WALLET_READINGS * perMinute(config.walletsMaxAge())
                + BACKUPS * perMinute(config.probeEvery())
                + CONSTANTS * perMinute(config.constantsMaxAge());

        assertThat(calls).isLessThan(10);
    }

    private static double perMinute(Duration every) {
        return 60_000.0 / every.toMillis();
    }
}
