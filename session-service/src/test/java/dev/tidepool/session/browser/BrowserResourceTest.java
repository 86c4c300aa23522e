package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
