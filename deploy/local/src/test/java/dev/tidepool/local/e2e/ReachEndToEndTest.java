package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the services say they can do can be asked of the gateway: all of it but what they keep to themselves. */
class ReachEndToEndTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static final String NOBODYS = "01900000-0000-7000-8000-0000000000ff";

    private final Running suite = Running.suite();

    @ParameterizedTest
    @ValueSource(strings = {"session", "social", "staking"})
    void aRouteLeadsToEveryOperationOfAService(String service) throws IOException, GeneralSecurityException {
        List<String> operations = operationsOf(ofItself(service));
        assertThat(operations).isNotEmpty();
        JsonNode served = suite.anonymous().get("/api/openapi.json").expect(200).json();
        assertThat(operationsOf(served)).containsAll(operations);
        for (String operation : operations) {
            assertThat(refusalOf(operation)).as(operation).isNotIn("NOT_FOUND", "METHOD_NOT_ALLOWED");
        }
    }

    /**
     * A stranger learns no more than whether there is a route: whatever needs a credential is 401. Where none is needed, the
     * service itself says what it has not got.
     */
    private String refusalOf(String operation) {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", NOBODYS);
        Answer answer = suite.anonymous().send(method, path, Map.of(), HttpRequest.BodyPublishers.noBody());
        return answer.status() == 404 || answer.status() == 405 ? answer.text("code") : "";
    }

    private JsonNode ofItself(String service) throws IOException, GeneralSecurityException {
        String keyId = new Api(suite.variable("TIDEPOOL_GATEWAY_MANAGEMENT_URL"), "")
                .get("/internal/jwks.json")
                .expect(200)
                .text("keys.0.kid");
        long now = System.currentTimeMillis() / 1000;
        String token = TokenForge.internal(suite.internalKey(), keyId)
                .signed(claims -> claims.put("iat", now).put("exp", now + 100));
        String url = suite.serviceUrl(service).replaceFirst("/$", "");
        return new Api(url, token).get("/q/openapi?format=json").expect(200).json();
    }

    private static List<String> operationsOf(JsonNode description) {
        List<String> operations = new ArrayList<>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method) && !isKeptBack(path.getKey())) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static boolean isKeptBack(String path) {
        return path.startsWith("/internal/") || path.startsWith("/q/");
    }
}
