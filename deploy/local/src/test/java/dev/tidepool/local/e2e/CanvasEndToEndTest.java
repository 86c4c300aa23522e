package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A canvas through the gateway, and in A2UI's own renderers in a real browser. */
class CanvasEndToEndTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final String SURFACES = """
            {"version":"v0.9","createSurface":{"surfaceId":"order","catalogId":"https://a2ui.org/specification/v0_9/catalogs/basic/catalog.json"}}
            {"version":"v0.9","updateComponents":{"surfaceId":"order","components":[{"id":"root","component":"Column","children":["greeting","send"]},{"id":"greeting","component":"Text","text":{"path":"/greeting"}},{"id":"send","component":"Button","child":"label","action":{"event":{"name":"order","context":{"said":{"path":"/greeting"}}}}},{"id":"label","component":"Text","text":"Order"}]}}
            {"version":"v0.9","updateDataModel":{"surfaceId":"order","path":"/greeting","value":"Hello harbour"}}
            {"surfaceUpdate":{"surfaceId":"old","components":[{"id":"text","component":{"Text":{"text":{"literalString":"Old harbour"}}}}]}}
            {"beginRendering":{"surfaceId":"old","root":"text"}}
            """;

    private final Running suite = Running.suite();
    private final String session =
            suite.owner().post("/v1/sessions", "{}").expect(201).text("id");

    @Test
    void isDrawnReadAndRefusedThroughTheGateway() {
        assertThat(draw(suite.owner(), SURFACES)
                        .expect(200)
                        .json()
                        .path("version")
                        .asLong())
                .isOne();
        Answer lines =
                suite.owner().get("/v1/sessions/" + session + "/canvas/lines").expect(200);
        assertThat(lines.body().lines())
                .containsExactlyElementsOf(SURFACES.lines().toList());
        Answer refused = draw(
                        suite.owner(), SURFACES.lines().skip(1).findFirst().orElseThrow() + "\n{\"version\":1}")
                .expectProblem(400, "VALIDATION_FAILED");
        assertThat(refused.json().path("line").asInt()).isEqualTo(2);
        assertThat(refused.text("path")).isEqualTo("/version");
        draw(suite.freshAgent("painter").api(), SURFACES).expectProblem(404, "SESSION_NOT_FOUND");
    }

    @Test
    void showsInTheRenderersOfBothVersionsAndTellsOfAClick() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "needs " + CHROMIUM);
        draw(suite.owner(), SURFACES).expect(200);
        JsonNode seen = NodeScript.run(
                "canvas/canvas.mjs",
                Map.of(
                        "TIDEPOOL_URL", suite.variable("TIDEPOOL_URL"),
                        "TIDEPOOL_API_KEY", suite.variable("TIDEPOOL_API_KEY"),
                        "SESSION", session,
                        "CHROMIUM", CHROMIUM.toString()));
        assertThat(seen.path("snapshot").asInt()).isOne();
        assertThat(seen.path("drawn").asInt()).isEqualTo(200);
        assertThat(seen.path("changed").asInt()).as("the old text").isZero();
        assertThat(seen.at("/action/surfaceId").asText()).isEqualTo("order");
        assertThat(seen.at("/action/name").asText()).isEqualTo("order");
        assertThat(seen.at("/message/action/sourceComponentId").asText()).isEqualTo("send");
        assertThat(seen.at("/message/action/context/said").asText()).isEqualTo("Good evening");
        assertThat(seen.path("earlier").asInt()).isOne();
    }

    private Answer draw(Api caller, String lines) {
        return caller.send(
                "POST",
                "/v1/sessions/" + session + "/canvas",
                Map.of("Content-Type", "application/x-ndjson"),
                HttpRequest.BodyPublishers.ofString(lines));
    }
}
