package dev.tidepool.social.test;

import dev.tidepool.kernel.test.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A port of this machine that webhooks may be sent to: the operator's list has it. Tests listen on it with {@link Receiver}. */
public final class ReceiverPort implements QuarkusTestResourceLifecycleManager {

    static final String PROPERTY = "tidepool.test.receiver-port";

    @Override
    public Map<String, String> start() {
        return Map.of(PROPERTY, Integer.toString(FreePort.find()));
    }

    @Override
    public void stop() {
        // Nothing was begun.
    }
}
