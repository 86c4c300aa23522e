package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(BrowserLimitsProfile.class)
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
@NeedsChromium
@Slow
class BrowserLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @Inject
    MeterRegistry metrics;

    private final List<BrowserApi> opened = new ArrayList<>();

    private BrowserApi browser() {
        BrowserApi browser = BrowserApi.ofNewSession();
        opened.add(browser);
        return browser;
    }

    @AfterEach
    void close() {
        opened.forEach(BrowserApi::close);
    }

    @Test
    void anOrganisationHasOnlySoManyBrowsersAndSoHasTheServer() {
        BrowserApi first = browser();
        first.openAt("/").then().statusCode(200);
        BrowserApi second = new BrowserApi(first.api(), first.api().createSession());
        second.openAt("/").then().statusCode(429).body("code", equalTo("BROWSER_LIMIT_REACHED"));
        browser().openAt("/").then().statusCode(200);
        browser().openAt("/").then().statusCode(503).body("code", equalTo("BROWSER_UNAVAILABLE"));
        first.close().then().statusCode(204);
        opened.add(second);
        second.openAt("/").then().statusCode(200);
    }

    @Test
    void aPageThatIsStuckTurnsOthersAwayUntilItIsGivenUp() throws Exception {
        BrowserApi browser = browser();
        CompletableFuture<Response> stuck = browser.getStuck();
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_BUSY"));
        stuck.get().then().statusCode(504).body("code", equalTo("BROWSER_TIMEOUT"));
        browser.close().then().statusCode(204);
        browser.openAt("/").then().statusCode(200).body("title", equalTo("Reef"));
    }

    @Test
    void aThirdPageIsNotOpened() {
        BrowserApi browser = browser();
        browser.openAt("/popups");
        browser.click(BrowserApi.ref(browser.text(), "button \"Three\"")).then().statusCode(200);
        Eventually.within(SOON, () -> assertThat(pages(browser)).isEqualTo(2));
        browser.act(Map.of("kind", "press", "key", "Tab")).then().statusCode(200);
        assertThat(pages(browser)).isEqualTo(2);
    }

    private static int pages(BrowserApi browser) {
        return browser.look().then().statusCode(200).extract().jsonPath().getInt("pages");
    }

    @Test
    void whatIsReadOfAPageIsBounded() {
        BrowserApi browser = browser();
        browser.openAt("/long");
        browser.get("snapshot")
                .then()
                .statusCode(200)
                .body("truncated", equalTo(true))
                .body("text.length()", lessThanOrEqualTo(200));
        browser.get("pdf").then().statusCode(422).body("code", equalTo("BROWSER_PAGE_TOO_LARGE"));
    }

    @Test
    void aPageHasAsManyElementsAsAreReadAndNotOneMore() {
        BrowserApi browser = browser();
        // With html, head, title and body: 50, and 51.
        browser.openAt("/many?of=46").then().statusCode(200);
        browser.get("snapshot").then().statusCode(200);
        browser.navigate(FakeSite.url() + "/many?of=47").then().statusCode(200);
        browser.get("snapshot").then().statusCode(422).body("code", equalTo("BROWSER_PAGE_TOO_LARGE"));
    }

    @Test
    void whatAPageSaysOfItselfIsNotBelieved() {
        BrowserApi browser = browser();
        browser.openAt("/lying");
        assertThat(browser.text()).contains("All true");
    }

    @Test
    void aPageIsWaitedForUntilItsTimeIsOver() {
        BrowserApi browser = browser();
        browser.openAt("/waits?millis=300").then().statusCode(200).body("loading", equalTo(false));
        // Far beyond the limit of 5 s, and within that of the whole request.
        browser.openAt("/waits?millis=3600000").then().statusCode(200).body("loading", equalTo(true));
    }

    @Test
    void aBrowserNobodyUsesIsClosed() {
        BrowserApi browser = browser();
        double before = idleClosed();
        browser.open(Map.of()).then().statusCode(200);
        Eventually.within(SOON, () -> assertThat(idleClosed()).isEqualTo(before + 1));
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
    }

    private double idleClosed() {
        return metrics.counter("tidepool.browser.closed", "reason", "idle").count();
    }
}
