package dev.tidepool.session.skill;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service with others to call. */
public final class SkillServicesProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.model.default-model", "fake-1",
                "tidepool.outbound.timeout", "3s",
                "tidepool.skill-run.files.max-files", "15",
                "tidepool.skill-run.max-calls-to-host", "2",
                "tidepool.skill.max-bytes", "4000000");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(SkillServices.class));
    }
}
