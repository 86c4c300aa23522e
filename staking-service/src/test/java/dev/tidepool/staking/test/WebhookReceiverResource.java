package dev.tidepool.staking.test;

import static java.util.Map.entry;

import dev.tidepool.kernel.test.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Lets webhooks tell an address of this machine, at a port that a test may listen at, and seals their secrets. */
public final class WebhookReceiverResource implements QuarkusTestResourceLifecycleManager {

    /** Where the port is told. */
    public static final String PORT = "tidepool.test.receiver-port";

    @Override
    public Map<String, String> start() {
        String port = Integer.toString(FreePort.find());
        return Map.ofEntries(
                entry(PORT, port),
                entry("tidepool.outbound.allowed", "127.0.0.1:" + port),
                entry("tidepool.staking.webhook.keys-directory", "target/webhook-keys"),
                entry("tidepool.staking.webhook.first-retry", "100ms"),
                entry("tidepool.staking.webhook.last-retry", "300ms"),
                entry("tidepool.staking.webhook.max-attempts", "3"),
                entry("tidepool.staking.webhook.max-concurrent", "6"),
                entry("tidepool.staking.webhook.max-concurrent-of-webhook", "2"),
                entry("tidepool.staking.webhook.max-concurrent-of-organization", "3"),
                entry("tidepool.staking.watch.interval", "1s"),
                entry("tidepool.staking.watch.every", "500ms"),
                entry("tidepool.staking.watch.lease", "10s"));
    }

    @Override
    public void stop() {}
}
