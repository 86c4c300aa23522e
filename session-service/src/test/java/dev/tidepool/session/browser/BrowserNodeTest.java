package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.openclaw.NodeBrowser;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real Chromium, in the words of OpenClaw's browser. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(FakeSite.class)
@NeedsChromium
class BrowserNodeTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    NodeBrowser node;

    private final Api api = Api.ofNewOrganization();

    @AfterEach
    void close() {
        serve("POST", "/stop", object());
    }

    @Test
    void opensReadsActsAndCloses() {
        assertThat(serve("GET", "/tabs", MissingNode.getInstance())
                        .at("/result/running")
                        .asBoolean())
                .isFalse();
        JsonNode tab = serve("POST", "/tabs/open", url("/")).path("result");
        assertThat(tab.path("targetId").asText()).isNotEmpty();
        assertThat(tab.path("title").asText()).isEqualTo("Reef");
        assertThat(serve("GET", "/tabs", MissingNode.getInstance())
                        .at("/result/tabs/0/url")
                        .asText())
                .isEqualTo(FakeSite.url() + "/");
        String text = serve("GET", "/snapshot", MissingNode.getInstance())
                .at("/result/snapshot")
                .asText();
        assertThat(text).contains("Welcome to the reef");
        ObjectNode click = object().put("kind", "click").put("ref", BrowserApi.ref(text, "link \"Second\""));
        assertThat(serve("POST", "/act", click).at("/result/url").asText()).isEqualTo(FakeSite.url() + "/second");
        assertThat(serve("POST", "/navigate", url("/")).at("/result/url").asText())
                .isEqualTo(FakeSite.url() + "/");
        JsonNode picture = serve("POST", "/screenshot", object());
        assertThat(picture.at("/files/0/path")).isEqualTo(picture.at("/result/path"));
        assertThat(Base64.getDecoder().decode(picture.at("/files/0/base64").asText()))
                .startsWith(0x89, 'P', 'N', 'G');
        api.request().get("/v1/sessions").then().body("items.channel", contains("openclaw-node"));
        serve("POST", "/stop", object());
        assertThat(serve("GET", "/", MissingNode.getInstance())
                        .at("/result/running")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnowAndWhereNobodyMayGo() {
        assertThatThrownBy(() -> serve("POST", "/cookies/set", object()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(404));
        serve("POST", "/start", object());
        assertThatThrownBy(() -> serve("POST", "/act", object().put("kind", "evaluate")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        assertThatThrownBy(() -> serve("POST", "/navigate", object().put("url", "file:///etc/passwd")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
        assertThatThrownBy(() -> serve("POST", "/navigate", object().put("url", "http://169.254.169.254/")))
                .isInstanceOf(Problem.class);
    }

    private ObjectNode serve(String method, String path, JsonNode body) {
        return node.serve(api.organization(), new NodeBrowser.Request(method, path, MissingNode.getInstance(), body))
                .await()
                .atMost(LIMIT);
    }

    private static ObjectNode url(String path) {
        return object().put("url", FakeSite.url() + path);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
