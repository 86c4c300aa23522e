package dev.tidepool.session.chat;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** A provider that never answers, and limits on waiting that no test lives to see: what ends, somebody ended. */
public final class PatientProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.model.api-key", "sk-test",
                "tidepool.model.default-model", "mute",
                "tidepool.model.idle-timeout", "1h",
                "tidepool.model.answer-timeout", "1h");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(MuteProvider.class));
    }
}
