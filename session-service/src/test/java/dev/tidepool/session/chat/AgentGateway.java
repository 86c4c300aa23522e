package dev.tidepool.session.chat;

import dev.tidepool.kernel.test.openclaw.ScriptedAgent;
import dev.tidepool.kernel.test.openclaw.ScriptedGateway;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The service's own gateway with an agent, for the tests of a profile. */
public final class AgentGateway implements QuarkusTestResourceLifecycleManager {

    public static final String PORT = "tidepool.test.openclaw";

    private ScriptedAgent agent;

    @Override
    public Map<String, String> start() {
        agent = ScriptedAgent.start();
        System.setProperty(PORT, Integer.toString(agent.port()));
        return Map.of(
                "TIDEPOOL_OPENCLAW_URL",
                agent.url(),
                "TIDEPOOL_OPENCLAW_TOKEN",
                ScriptedGateway.TOKEN,
                "tidepool.outbound.operator-allowed",
                agent.authority());
    }

    @Override
    public void stop() {
        agent.close();
    }
}
