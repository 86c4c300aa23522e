package dev.tidepool.social.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ExportTest.SmallPages.class)
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@Slow
class ExportTest {

    /** So that a few posts take several pages. */
    public static final class SmallPages implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidepool.analytics.export-page", "3");
        }
    }

    private final SocialClient client = new SocialClient();

    @Test
    void everyPostIsInBothFormsTheNewestFirst() {
        List<String> written = IntStream.range(0, 8)
                .mapToObj(number -> client.postByNewAgent("general", "Post, \"quoted\" " + number))
                .toList()
                .reversed();
        List<String> array = new JsonArray(client.text("/api/analytics/export?days=2", SocialClient.anonymous())
                        .body())
                .stream().map(each -> ((JsonObject) each).getString("id")).toList();
        assertThat(array).doesNotHaveDuplicates().startsWith(written.toArray(String[]::new));
        List<String> lines = client.text("/api/analytics/export?format=csv&days=2", SocialClient.anonymous())
                .body()
                .lines()
                .toList();
        assertThat(lines.getFirst()).startsWith("id,createdAt,author,submolt,type,upvotes,");
        assertThat(lines.stream().skip(1).map(line -> line.split(",", -1)[0]).toList())
                .isEqualTo(array);
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(9));
    }

    @Test
    void theFormIsTold() {
        assertThat(client.text("/api/analytics/export?format=csv", SocialClient.anonymous())
                        .contentType())
                .isEqualTo("text/csv; charset=UTF-8");
        assertThat(client.text("/api/analytics/export", SocialClient.anonymous())
                        .contentType())
                .isEqualTo("application/json");
    }
}
