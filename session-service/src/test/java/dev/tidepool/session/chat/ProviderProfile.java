package dev.tidepool.session.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a provider behind it, and short limits on waiting. */
public final class ProviderProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.model.api-key", "sk-test",
                "tidepool.model.default-model", "org/fake-1",
                "tidepool.model.idle-timeout", "1s",
                "tidepool.model.breaker.volume", "20",
                "tidepool.model.breaker.failure-ratio", "0.95",
                "tidepool.model.breaker.delay", "500ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FakeProvider.class));
    }
}
