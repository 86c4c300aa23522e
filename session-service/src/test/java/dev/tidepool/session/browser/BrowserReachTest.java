package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pages of the real Chromium may go, and where not. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
@NeedsChromium
@Slow
class BrowserReachTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private BrowserApi browser;

    @BeforeEach
    void begin() {
        browser = BrowserApi.ofNewSession();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "chrome://version",
                "data:text/html,hello",
                "javascript:alert(1)",
                "about:blank",
                "view-source:http://127.0.0.1/",
                "http://user:secret@127.0.0.1/",
                "http:///nowhere",
                ""
            })
    void whatIsNoWebAddressIsRefused(String url) {
        browser.open(Map.of());
        browser.navigate(url)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo("url"));
    }

    @Test
    void privateAddressesAreRefusedDirectlyByNameAndAfterARedirect() {
        String inside = "http://127.0.0.1:" + System.getProperty(FakeSite.NEIGHBOUR) + "/";
        browser.open(Map.of());
        List<String> refused = List.of(
                inside,
                inside.replace("127.0.0.1", "localhost"),
                inside.replace("127.0.0.1", "[::1]"),
                inside.replace("127.0.0.1", "2130706433"),
                inside.replace("http:", "https:"),
                FakeSite.url("inside.test"),
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                FakeSite.url() + "/to-inside",
                FakeSite.url() + "/to-metadata");
        long before = hits();
        for (String url : refused) {
            browser.navigate(url).then().statusCode(400).body("code", equalTo("ADDRESS_REFUSED"));
        }
        assertThat(hits()).isEqualTo(before);
    }

    @Test
    void whatAPageFetchesIsRefusedTheSameWay() {
        long before = hits();
        long conversations = told("/conversations");
        browser.openAt("/probe");
        Eventually.within(SOON, () -> assertThat(browser.text()).contains("heading \"tried\""));
        assertThat(browser.text())
                .contains("fetch: refused")
                .contains("name: refused")
                .contains("localhost: refused")
                .contains("redirect: refused")
                .contains("metadata: refused")
                .contains("file: refused")
                .contains("\"socket: refused")
                .contains("tide: reached high")
                .contains("private: refused")
                .contains("image: refused")
                .contains("secure: refused")
                .contains("own: reached");
        assertThat(hits()).isEqualTo(before);
        assertThat(told("/conversations")).isEqualTo(conversations + 1);
    }

    @Test
    void aNameThatMovesInsideAfterTheCheckLeadsNowhere() {
        String moving = "http://" + TestNames.moving() + ":" + System.getProperty(FakeSite.NEIGHBOUR) + "/";
        long before = hits();
        browser.open(Map.of());
        // Nobody is at the first address; from the second time on the name is refused.
        browser.navigate(moving).then().statusCode(oneOf(400, 422));
        browser.navigate(moving).then().statusCode(400).body("code", equalTo("ADDRESS_REFUSED"));
        assertThat(hits()).isEqualTo(before);
    }

    private static long hits() {
        return told("/neighbour-hits");
    }

    private static long told(String path) {
        return Long.parseLong(
                io.restassured.RestAssured.get(FakeSite.url() + path).asString());
    }

    @Test
    void namesAreResolvedHereAndNotInTheBrowser() {
        browser.open(Map.of("url", FakeSite.url("only-here.test")))
                .then()
                .statusCode(200)
                .body("title", equalTo("Reef"));
    }

    @Test
    void aBrowserMayBeHeldToItsOwnHosts() {
        browser.open(Map.of("allowedHosts", List.of("*.test"), "url", FakeSite.url("only-here.test")))
                .then()
                .statusCode(200);
        browser.navigate(FakeSite.url() + "/").then().statusCode(400).body("code", equalTo("ADDRESS_REFUSED"));
        browser.close();
        browser.open(Map.of("allowedHosts", List.of("not a host")))
                .then()
                .statusCode(400)
                .body("field", equalTo("allowedHosts"));
    }
}
