package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real Chromium, on a site of the tests. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
@NeedsChromium
class BrowserResourceTest {

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

    @Test
    void showsAPageAsTextWithReferences() {
        browser.openAt("/")
                .then()
                .statusCode(200)
                .body("url", equalTo(FakeSite.url() + "/"))
                .body("title", equalTo("Reef"))
                .body("loading", equalTo(false))
                .body("pages", equalTo(1));
        browser.get("snapshot")
                .then()
                .statusCode(200)
                .body("untrusted", equalTo(true))
                .body("truncated", equalTo(false))
                .body("title", equalTo("Reef"));
        assertThat(browser.text())
                .contains("- heading \"Welcome to the reef\" [level=1]")
                .contains("Plain words of the page.")
                .containsPattern("- link \"Second\" \\[ref=e\\d+] -> " + FakeSite.url() + "/second")
                .containsPattern("- textbox \"Query\" \\[ref=e\\d+]: \"old\"")
                .contains("button \"Framed\"")
                .doesNotContain("Unseen");
    }

    @Test
    void typesAndSubmitsByReference() {
        browser.openAt("/");
        String field = BrowserApi.ref(browser.text(), "textbox \"Query\"");
        browser.act(Map.of("kind", "type", "ref", field, "text", "blue coral", "submit", true))
                .then()
                .statusCode(200)
                .body("url", equalTo(FakeSite.url() + "/search?q=blue+coral"));
        assertThat(browser.text()).contains("You searched blue coral");
    }

    @Test
    void clicksFollowLinksAndThePagesTheyOpen() {
        browser.openAt("/");
        browser.click(BrowserApi.ref(browser.text(), "link \"Second\""))
                .then()
                .statusCode(200)
                .body("title", equalTo("Second"));
        browser.navigate(FakeSite.url() + "/to-second").then().body("url", equalTo(FakeSite.url() + "/second"));
        browser.navigate(FakeSite.url() + "/");
        browser.click(BrowserApi.ref(browser.text(), "link \"Elsewhere\""))
                .then()
                .statusCode(200);
        Eventually.within(
                SOON,
                () -> assertThat(browser.look().jsonPath().getInt("pages")).isEqualTo(2));
        Eventually.within(SOON, () -> assertThat(browser.text()).contains("Second page"));
    }

    @Test
    void scrollsPressesKeysAndClicksWhatIsOutOfView() {
        browser.openAt("/tall");
        String button = BrowserApi.ref(browser.text(), "button \"Bottom\"");
        browser.act(Map.of("kind", "scroll", "y", 400)).then().statusCode(200);
        browser.act(Map.of("kind", "scroll", "ref", button)).then().statusCode(200);
        browser.click(button).then().statusCode(200);
        browser.act(Map.of("kind", "press", "key", "Home")).then().statusCode(200);
        assertThat(browser.text()).contains("button \"Bottom\" [focused]");
    }

    @Test
    void takesPicturesAndPrints() {
        browser.openAt("/tall");
        byte[] view = picture("screenshot");
        byte[] whole = picture("screenshot?fullPage=true");
        assertThat(heightOf(view)).isEqualTo(800);
        assertThat(heightOf(whole)).isGreaterThan(3000).isLessThan(4001);
        for (int time = 0; time < 2; time++) {
            byte[] pdf = browser.get("pdf")
                    .then()
                    .statusCode(200)
                    .contentType("application/pdf")
                    .extract()
                    .asByteArray();
            assertThat(new String(pdf, StandardCharsets.US_ASCII).strip())
                    .startsWith("%PDF-")
                    .endsWith("%%EOF");
        }
    }

    private byte[] picture(String what) {
        return browser.get(what)
                .then()
                .statusCode(200)
                .contentType("image/png")
                .extract()
                .asByteArray();
    }

    /** The second of the two big-endian numbers that follow PNG's name of its first chunk. */
    private static int heightOf(byte[] png) {
        assertThat(Arrays.copyOf(png, 4)).containsExactly(0x89, 'P', 'N', 'G');
        return java.nio.ByteBuffer.wrap(png).getInt(20);
    }

    @Test
    void dialogsAreDismissedAndReferencesGoStale() {
        browser.openAt("/hard").then().statusCode(200).body("title", equalTo("After the dialog"));
        String button = BrowserApi.ref(browser.text(), "button \"Vanish\"");
        browser.click(button).then().statusCode(200);
        browser.click(button).then().statusCode(409).body("code", equalTo("BROWSER_REF_STALE"));
        browser.click("e999").then().statusCode(409).body("code", equalTo("BROWSER_REF_STALE"));
    }

    @Test
    void sessionsShareNothing() {
        BrowserApi other = BrowserApi.ofNewSession();
        browser.openAt("/cookie");
        browser.navigate(FakeSite.url() + "/cookie");
        other.openAt("/cookie");
        assertThat(browser.text()).contains("cookie berth=7");
        assertThat(other.text()).contains("cookie null");
        other.close();
    }

    @Test
    void whatCannotBeLoadedIsToldApart() {
        browser.open(Map.of());
        browser.navigate(FakeSite.url() + "/file")
                .then()
                .statusCode(422)
                .body("code", equalTo("BROWSER_NAVIGATION_FAILED"));
        browser.navigate("http://nowhere.invalid/").then().statusCode(400).body("code", equalTo("HOST_UNKNOWN"));
        browser.navigate(FakeSite.url() + "/none").then().statusCode(200);
        assertThat(browser.text()).contains("nothing here");
    }

    @Test
    void actionsAreChecked() {
        browser.open(Map.of());
        browser.act(Map.of("kind", "dance")).then().statusCode(400).body("field", equalTo("kind"));
        browser.act(Map.of("kind", "click")).then().statusCode(400).body("field", equalTo("ref"));
        browser.act(Map.of("kind", "type", "ref", "e1")).then().statusCode(400).body("field", equalTo("text"));
        browser.act(Map.of("kind", "press", "key", "A")).then().statusCode(400).body("field", equalTo("key"));
        browser.act(Map.of("kind", "scroll", "y", 100_001))
                .then()
                .statusCode(400)
                .body("field", equalTo("y"));
    }

    @Test
    void unknownAndForeignSessionsHaveNoBrowser() {
        browser.openAt("/");
        BrowserApi foreign = new BrowserApi(Api.ofNewOrganization(), browser.session());
        foreign.look().then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        foreign.get("snapshot").then().statusCode(404);
        foreign.openAt("/").then().statusCode(404);
        foreign.close().then().statusCode(404);
        new BrowserApi(browser.api(), "none").look().then().statusCode(404);
        browser.look().then().statusCode(200);
    }

    @Test
    void aClosedBrowserIsGoneAndASecondOneStartsClean() {
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
        browser.openAt("/cookie");
        browser.close().then().statusCode(204);
        browser.close().then().statusCode(204);
        browser.get("snapshot").then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
        browser.openAt("/cookie");
        assertThat(browser.text()).contains("cookie null");
    }
}
