package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A Chromium that the service was told of, not one of its own. */
@QuarkusTest
@TestProfile(RemoteChromiumProfile.class)
@QuarkusTestResource(TidepoolTestResource.class)
@NeedsChromium
@Slow
class RemoteChromiumTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    MeterRegistry metrics;

    @Test
    void sessionsUseItApartFromEachOtherAndAreToldWhenItIsGone() {
        BrowserApi first = BrowserApi.ofNewSession();
        BrowserApi second = BrowserApi.ofNewSession();
        first.openAt("/cookie").then().statusCode(200);
        first.navigate(FakeSite.url() + "/cookie").then().statusCode(200);
        second.openAt("/cookie").then().statusCode(200);
        assertThat(first.text()).contains("cookie berth=7");
        assertThat(second.text()).contains("cookie null");
        first.navigate("http://169.254.169.254/").then().statusCode(400).body("code", equalTo("ADDRESS_REFUSED"));
        second.close().then().statusCode(204);
        second.openAt("/").then().statusCode(200).body("title", equalTo("Reef"));
        assertThat(metrics.find("tidepool.browser.starts").counters()).isEmpty();
        endIt();
        Eventually.within(
                SOON,
                () -> assertThat(first.look().jsonPath().getString("code")).isEqualTo("BROWSER_NOT_OPEN"));
        Eventually.within(
                SOON,
                () -> first.openAt("/")
                        .then()
                        .statusCode(503)
                        .body("code", equalTo("BROWSER_UNAVAILABLE"))
                        .body("detail", containsString("tidepool.browser.endpoint")));
    }

    /** The only Chromium that this process has, by its id. */
    private static void endIt() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.startsWith("--remote-debugging-port")))
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .noneMatch(argument -> argument.startsWith("--type=") || argument.equals("-c")))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
