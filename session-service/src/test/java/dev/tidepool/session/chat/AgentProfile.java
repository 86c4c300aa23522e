package dev.tidepool.session.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with an OpenClaw gateway behind it. */
public final class AgentProfile implements QuarkusTestProfile {

    /** The organisation that may use the gateway's browser. */
    public static final String BROWSING = "0e9d7b3c-5a51-4b8e-9f67-3f2b8a6c1d20";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.openclaw.reconnect-first", "50ms",
                "tidepool.openclaw.admin", "true",
                "tidepool.openclaw.browser-organizations", BROWSING,
                "tidepool.conversation.sweep-every", "200ms",
                "tidepool.openclaw.tools", "echo,broken,missing");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(AgentGateway.class));
    }
}
