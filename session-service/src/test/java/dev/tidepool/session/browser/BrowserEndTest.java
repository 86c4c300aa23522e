package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session's browser ends: with its session, when its time is over, and with a Chromium that crashes. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
@NeedsChromium
@Slow
class BrowserEndTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    MeterRegistry metrics;

    @Inject
    Browsers browsers;

    @Inject
    BrowserConfig config;

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
    void theEndOfASessionClosesItsBrowser() {
        double before = closedAs(CloseReason.SESSION_ENDED);
        browser.openAt("/");
        browser.api()
                .request()
                .post("/v1/sessions/{id}/close", browser.session())
                .then()
                .statusCode(200);
        Eventually.within(
                SOON, () -> assertThat(closedAs(CloseReason.SESSION_ENDED)).isEqualTo(before + 1));
        browser.openAt("/").then().statusCode(409).body("code", equalTo("SESSION_CLOSED"));
        browser.look().then().statusCode(409).body("code", equalTo("SESSION_CLOSED"));
    }

    @Test
    void theEndOfADeletedSessionClosesItsBrowserToo() {
        double before = closedAs(CloseReason.SESSION_ENDED);
        browser.openAt("/");
        browser.api()
                .request()
                .delete("/v1/sessions/{id}", browser.session())
                .then()
                .statusCode(204);
        Eventually.within(
                SOON, () -> assertThat(closedAs(CloseReason.SESSION_ENDED)).isEqualTo(before + 1));
    }

    @Test
    void aCrashIsNoticedAndTheNextBrowserIsThere() {
        double before = closedAs(CloseReason.CRASHED);
        browser.openAt("/");
        killChromium();
        Eventually.within(
                SOON,
                () -> assertThat(browser.look().jsonPath().getString("code")).isEqualTo("BROWSER_NOT_OPEN"));
        Eventually.within(SOON, () -> assertThat(closedAs(CloseReason.CRASHED)).isEqualTo(before + 1));
        browser.openAt("/").then().statusCode(200).body("title", equalTo("Reef"));
        browser.get("snapshot").then().statusCode(200).body("text", not(startsWith("crash")));
    }

    @Test
    void aCrashUnderARequestIsTold() throws Exception {
        CompletableFuture<Response> spinning = browser.getStuck();
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_BUSY"));
        killChromium();
        spinning.get().then().statusCode(503).body("code", equalTo("BROWSER_CRASHED"));
        browser.look().then().statusCode(409).body("code", equalTo("BROWSER_NOT_OPEN"));
        browser.openAt("/").then().statusCode(200).body("title", equalTo("Reef"));
    }

    @Test
    void theCrashOfOnePageLeavesTheOtherBrowsersAlone() {
        BrowserApi other = BrowserApi.ofNewSession();
        other.openAt("/second").then().statusCode(200);
        browser.openAt("/");
        opened().page().call("Page.crash", new JsonObject()).subscribe().with(crashed -> {}, gone -> {});
        Eventually.within(
                SOON,
                () -> assertThat(browser.look().jsonPath().getString("code")).isEqualTo("BROWSER_NOT_OPEN"));
        assertThat(other.text()).contains("Second page");
        other.close();
        browser.openAt("/").then().statusCode(200).body("title", equalTo("Reef"));
    }

    @Test
    void aBrowserIsDueAtItsLimitsAndNotBefore() {
        long before = System.nanoTime();
        browser.open(Map.of()).then().statusCode(200);
        long after = System.nanoTime();
        SessionBrowser opened = opened();
        long idle = config.idleTimeout().toNanos();
        long lifetime = config.maximumLifetime().toNanos();
        assertThat(opened.dueFor(before + idle)).isEmpty();
        assertThat(opened.dueFor(after + idle + 1)).contains(CloseReason.IDLE);
        assertThat(opened.dueFor(before + lifetime)).contains(CloseReason.IDLE);
        assertThat(opened.dueFor(after + lifetime + 1)).contains(CloseReason.LIFETIME);
    }

    private SessionBrowser opened() {
        return browsers.all().stream()
                .map(Browsers.Place.Used::browser)
                .filter(each -> each.session().toString().equals(browser.session()))
                .findFirst()
                .orElseThrow();
    }

    /** The one that this process started, by its id. */
    private static void killChromium() {
        ProcessHandle chromium = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.startsWith("--remote-debugging-port")))
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(argument -> argument.startsWith("--type=") || argument.equals("-c")))
                .findFirst()
                .orElseThrow();
        chromium.destroyForcibly();
    }

    private double closedAs(CloseReason reason) {
        return metrics.counter("tidepool.browser.closed", "reason", reason.wireName())
                .count();
    }
}
