package dev.tidepool.session.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with a provider behind it, and short limits on waiting. */
public final class ProviderProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("tidepool.model.api-key", "sk-test"),
                Map.entry("tidepool.model.default-model", "org/fake-1"),
                Map.entry("tidepool.model.idle-timeout", "3s"),
                Map.entry("tidepool.model.breaker.volume", "20"),
                Map.entry("tidepool.model.breaker.failure-ratio", "0.95"),
                Map.entry("tidepool.model.breaker.delay", "500ms"),
                Map.entry("tidepool.model.providers.primary.api-key", "sk-primary"),
                Map.entry(
                        "tidepool.model.providers.primary.models",
                        "flaky=fake-500,throttled=fake-429,stranger=fake-404,locked=fake-401,wrong=fake-400,lost=fake-429"),
                Map.entry(
                        "tidepool.model.providers.backup.models",
                        "flaky=org/fake-1,throttled=org/fake-1,stranger=org/fake-1,locked=org/fake-1,wrong=org/fake-1,lost=fake-500"),
                Map.entry("tidepool.model.providers.backup.priority", "1"),
                Map.entry("tidepool.model.providers.brittle.models", "broken=fake-500,sound=org/fake-1"));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FakeProvider.class));
    }
}
