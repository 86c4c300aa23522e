package dev.tidepool.session.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** The service with a Chromium that runs elsewhere. */
public final class RemoteChromiumProfile implements QuarkusTestProfile {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(RemoteChromium.class));
    }
}
