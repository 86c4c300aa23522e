package dev.tidepool.session.browser;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The service with one browser, two pages, and little patience. */
public final class BrowserLimitsProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tidepool.browser.max-browsers", "2",
                "tidepool.browser.max-browsers-per-organization", "1",
                "tidepool.browser.max-pages", "2",
                "tidepool.browser.max-elements", "50",
                "tidepool.browser.max-snapshot-characters", "200",
                "tidepool.browser.max-pdf-bytes", "1000",
                "tidepool.browser.operation-timeout", "20s",
                "tidepool.browser.load-timeout", "5s",
                "tidepool.browser.idle-timeout", "30s",
                "tidepool.browser.sweep-every", "1s");
    }
}
