package dev.tidepool.session.browser;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrowserAbsentTest.Profile.class)
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class BrowserAbsentTest {

    /** The service on a machine without Chromium. */
    public static final class Profile implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidepool.browser.executable", "/nowhere/chromium");
        }
    }

    @Test
    void withoutChromiumTheAnswerSaysWhatToDo() {
        BrowserApi browser = BrowserApi.ofNewSession();
        for (int time = 0; time < 2; time++) {
            browser.open(Map.of())
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("code", equalTo("BROWSER_UNAVAILABLE"))
                    .body("detail", allOf(containsString("chromium"), containsString("tidepool.browser.endpoint")));
        }
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
    }
}
