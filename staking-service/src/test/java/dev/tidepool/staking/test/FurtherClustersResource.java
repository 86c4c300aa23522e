package dev.tidepool.staking.test;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two clusters besides the default one: {@code devnet}, with a chain of its own, and {@code away}, where nobody answers. */
public final class FurtherClustersResource implements QuarkusTestResourceLifecycleManager {

    static final String DEVNET_URLS = "tidepool.staking.chain.clusters.devnet.rpc-urls";

    private @Nullable LocalChainProcess process;

    @Override
    public Map<String, String> start() {
        LocalChainProcess started = LocalChainProcess.start();
        process = started;
        return Map.of(
                DEVNET_URLS,
                started.url() + "/",
                "tidepool.staking.chain.clusters.away.rpc-urls",
                // Nobody listens there.
                "http://127.0.0.1:1/");
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }
}
