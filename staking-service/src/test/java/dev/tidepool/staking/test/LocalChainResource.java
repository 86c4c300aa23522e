package dev.tidepool.staking.test;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the local Solana cluster for the tests. Its two configured endpoints are one cluster under two addresses, as a primary
 * and its stand-in are; a fault planted once strikes the first of them to be called.
 */
public final class LocalChainResource implements QuarkusTestResourceLifecycleManager {

    /** Where a test may put a stake pool; there is none, nor its program. */
    public static final String POOL = "Dd94zRVhUzUCiTTxXqqkTtu3gHJGhMQr5TcLhLn7D8vF";

    private @Nullable LocalChainProcess process;

    @Override
    public Map<String, String> start() {
        LocalChainProcess started = LocalChainProcess.start();
        process = started;
        String url = started.url();
        return Map.ofEntries(
                entry("TIDEPOOL_SOLANA_RPC_URLS", url + "/," + url + "/stand-in"),
                entry("tidepool.staking.pool.address", POOL),
                entry("tidepool.staking.pool.max-age", "0s"),
                entry("tidepool.staking.chain.call-timeout", "1s"),
                entry("tidepool.staking.chain.validators-max-age", "1s"),
                entry("tidepool.staking.chain.wallets-max-age", "1s"),
                // Whoever asks for the time by itself is seen to.
                entry("tidepool.staking.chain.time-max-age", "0s"),
                // Faults of the network's method must be seen.
                entry("tidepool.staking.chain.network-max-age", "0s"),
                entry("tidepool.staking.chain.probe-every", "1s"),
                entry("tidepool.staking.chain.blockhash.refresh", "1s"),
                entry("tidepool.staking.transaction.resend-every", "500ms"),
                entry("tidepool.staking.transaction.unsigned-check-every", "1s"),
                entry("tidepool.staking.validators.max-age", "1s"),
                entry("tidepool.staking.validators.economy-max-age", "1s"),
                entry("tidepool.staking.validators.credits-max-age", "1s"),
                entry("tidepool.staking.fees.max-age", "1s"),
                // The faults of one test must not keep the next from the primary.
                entry("tidepool.staking.chain.breaker.request-volume", "1000"));
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }
}
