package dev.tidepool.kernel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many callers at once of a service that has just started, and has to fetch the gateway's keys first. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(InternalKeysTest.Started.class)
class InternalKeysTest {

    private static final int CALLERS = 150;

    @TestHTTPResource("/v1/whoami/later")
    URI address;

    /** A start of its own: nobody has asked for the keys yet. */
    public static final class Started implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tidepool.internal-token.fetch-timeout", "60s");
        }
    }

    @Test
    void everyoneWhoWaitsForTheKeysStaysHimself() {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<OrganizationId> callers = Stream.generate(() -> new OrganizationId(UUID.randomUUID()))
                    .limit(CALLERS)
                    .toList();
            // Signed ahead: signing takes longer than fetching keys.
            List<HttpRequest> requests = callers.stream().map(this::request).toList();
            Map<OrganizationId, CompletableFuture<HttpResponse<String>>> answers = new HashMap<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.put(callers.get(i), client.sendAsync(requests.get(i), BodyHandlers.ofString()));
            }
            answers.forEach((organization, coming) -> {
                HttpResponse<String> answer = coming.join();
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains(organization.toString());
            });
        }
    }

    private HttpRequest request(OrganizationId organization) {
        return HttpRequest.newBuilder(address)
                .header("Authorization", TestTokens.bearer(organization, "sessions:read"))
                .build();
    }
}
