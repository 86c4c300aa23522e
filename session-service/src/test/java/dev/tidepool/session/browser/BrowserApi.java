package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.session.Api;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to one session's browser. */
record BrowserApi(Api api, String session) {

    static BrowserApi ofNewSession() {
        Api api = Api.ofNewOrganization();
        return new BrowserApi(api, api.createSession());
    }

    Response open(Map<String, ?> body) {
        return api.request().body(body).post("/v1/sessions/{id}/browser", session);
    }

    Response openAt(String path) {
        return open(Map.of("url", FakeSite.url() + path));
    }

    Response navigate(String url) {
        return api.request().body(Map.of("url", url)).post("/v1/sessions/{id}/browser/navigate", session);
    }

    Response look() {
        return api.request().get("/v1/sessions/{id}/browser", session);
    }

    Response get(String what) {
        return api.request().get("/v1/sessions/{id}/browser/" + what, session);
    }

    /** The text of a snapshot. */
    String text() {
        return get("snapshot").then().statusCode(200).extract().path("text");
    }

    Response act(Map<String, ?> body) {
        return api.request().body(body).post("/v1/sessions/{id}/browser/act", session);
    }

    Response click(String ref) {
        return act(Map.of("kind", "click", "ref", ref));
    }

    /** Opens a page that is stuck once its button is clicked, and clicks it. Returns while that is under way. */
    CompletableFuture<Response> getStuck() {
        openAt("/stuck").then().statusCode(200);
        String button = ref(text(), "button \"Spin\"");
        int before = spins();
        CompletableFuture<Response> click = AtOnce.supply(() -> click(button));
        Eventually.within(Duration.ofSeconds(60), () -> assertThat(spins()).isEqualTo(before + 1));
        return click;
    }

    private static int spins() {
        return Integer.parseInt(
                RestAssured.get(FakeSite.url() + "/spins").body().asString());
    }

    Response close() {
        return api.request().delete("/v1/sessions/{id}/browser", session);
    }

    /** The reference in the line of a text that holds something. */
    static String ref(String text, String line) {
        Matcher found =
                Pattern.compile(Pattern.quote(line) + "[^\n]*\\[ref=(e\\d+)]").matcher(text);
        if (!found.find()) {
            throw new AssertionError("no line with " + line + " in\n" + text);
        }
        return found.group(1);
    }
}
