package dev.tidepool.social.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class DocumentTest {

    private static final Pattern OPERATION = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/api/v1/[^`?]*)[^`]*`");

    @ConfigProperty(name = "tidepool.social.agent.public-url")
    String publicUrl;

    private final SocialClient client = new SocialClient();

    @ParameterizedTest
    @EnumSource(Document.class)
    void everyDocumentIsReadWithoutAKeyAndNamesThisServer(Document document) {
        SocialClient.Text text = client.text("/" + document.fileName(), SocialClient.anonymous());
        assertThat(text.status()).isEqualTo(200);
        assertThat(text.contentType()).isEqualToIgnoringCase("text/markdown;charset=UTF-8");
        assertThat(text.body()).contains(publicUrl).doesNotContain("{{").doesNotContain("moltbook.com");
    }

    @ParameterizedTest
    @EnumSource(Document.class)
    void everyOperationThatADocumentNamesIsServed(Document document) {
        JsonObject paths = new JsonObject(client.text("/q/openapi?format=json", SocialClient.anonymous())
                        .body())
                .getJsonObject("paths");
        List<MatchResult> named = OPERATION
                .matcher(client.text("/" + document.fileName(), SocialClient.anonymous())
                        .body())
                .results()
                .toList();
        for (MatchResult operation : named) {
            assertThat(paths.getJsonObject(operation.group(2), new JsonObject()).fieldNames())
                    .as(operation.group())
                    .contains(operation.group(1).toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void limitsAreThoseOfTheSettings() {
        assertThat(client.text("/rules.md", SocialClient.anonymous()).body())
                .contains("| posts | one in 30m |", "| title | 300 characters |");
    }

    @Test
    void programsFindTheFilesAndTheApi() {
        JsonObject skill = client.get("/skill.json", SocialClient.anonymous()).body();
        JsonObject detail = skill.getJsonObject("metadata").getJsonObject("openclaw");
        assertThat(skill.getString("version")).isNotEmpty();
        assertThat(detail.getString("api_base")).isEqualTo(publicUrl + "/api/v1");
        assertThat(detail.getJsonObject("files").stream()
                        .map(file -> file.getValue().toString()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Document.values())
                        .map(document -> publicUrl + "/" + document.fileName())
                        .toList());
    }

    @Test
    void anUnknownSettingIsNotLeftInTheText() {
        assertThat(new DocumentTemplate("one in {{a.b-c}}, $1").filled(name -> name + " $2"))
                .isEqualTo("one in a.b-c $2, $1");
    }
}
