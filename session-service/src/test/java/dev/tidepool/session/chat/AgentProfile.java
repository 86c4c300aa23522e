package dev.tidepool.session.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with an OpenClaw gateway behind it. */
public final class AgentProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.openclaw.reconnect-first", "50ms",
                "tidepool.openclaw.tools", "echo,broken,missing");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(AgentGateway.class));
    }
}
