package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrowserSilentTest.Profile.class)
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class BrowserSilentTest {

    /** The service with a Chromium that hangs, and one browser for each organisation. */
    public static final class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidepool.browser.open-timeout", "1s", "tidepool.browser.max-browsers-per-organization", "1");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(SilentChromium.class));
        }
    }

    @Test
    void openingsThatGetNoAnswerLeaveTheirPlaceAndStartChromiumAnew() {
        BrowserApi browser = BrowserApi.ofNewSession();
        for (int time = 0; time < 3; time++) {
            browser.open(Map.of()).then().statusCode(504).body("code", equalTo("BROWSER_TIMEOUT"));
            browser.look().then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
        }
        assertThat(SilentChromium.starts()).isOne();
        browser.open(Map.of()).then().statusCode(504);
        Eventually.within(
                Duration.ofMinutes(1), () -> assertThat(SilentChromium.starts()).isEqualTo(2));
    }
}
