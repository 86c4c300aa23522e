package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessEndToEndTest {

    private final Running suite = Running.suite();

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sessions", "/v1/staking/network", "/v1/api-keys", "/v1/usage", "/v1/auth/me"})
    void nothingIsServedWithoutACredential(String path) {
        suite.anonymous().get(path).expectProblem(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidepool_0000000000000000000000000000000000000000000000000000000000000000",
                "moltbook_ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "undefined",
                "null",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."
            })
    void aBadCredentialIsRefused(String credential) {
        suite.as(credential).get("/v1/sessions").expectProblem(401, "UNAUTHORIZED");
    }

    @Test
    void aForeignSurfaceRefusesInItsOwnShape() {
        Answer moltbook = suite.anonymous().get("/api/v1/agents/me").expect(401);
        assertThat(moltbook.json().path("success").isBoolean()).isTrue();
        assertThat(moltbook.text("error")).isNotBlank();
        Answer openAi = suite.anonymous().post("/v1/chat/completions", "{}").expect(401);
        assertThat(openAi.text("error.type")).isEqualTo("authentication_error");
    }

    @Test
    void aRevokedKeyStopsWorkingWithinASecond() {
        Answer made = suite.owner()
                .post("/v1/api-keys", "{\"name\":\"to be revoked\",\"scopes\":[\"sessions:read\"]}")
                .expect(201);
        Api api = suite.as(made.text("apiKey"));
        api.get("/v1/sessions").expect(200);
        suite.owner().delete("/v1/api-keys/" + made.text("id")).expect(204);
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .untilAsserted(() -> api.get("/v1/sessions").expectProblem(401, "UNAUTHORIZED"));
    }

    @Test
    void aKeyDoesOnlyWhatItsScopesSay() {
        Answer made = suite.owner()
                .post("/v1/api-keys", "{\"name\":\"reader\",\"scopes\":[\"sessions:read\"]}")
                .expect(201);
        Api reader = suite.as(made.text("apiKey"));
        reader.get("/v1/sessions").expect(200);
        reader.post("/v1/sessions", "{}").expectProblem(403, "FORBIDDEN");
        reader.get("/v1/staking/network").expectProblem(403, "FORBIDDEN");
    }

    @Test
    void aPersonLogsInAndTheTokenWorks() {
        Answer login = suite.anonymous()
                .post(
                        "/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(
                                        suite.variable("TIDEPOOL_ADMIN_EMAIL"),
                                        suite.variable("TIDEPOOL_ADMIN_PASSWORD")))
                .expect(200);
        Api person = suite.as(login.text("access_token"));
        person.get("/v1/auth/me").expect(200);
        person.get("/v1/sessions").expect(200);
        String token = login.text("access_token");
        String tampered = token.substring(0, token.length() - 2) + (token.endsWith("A") ? "BB" : "AA");
        suite.as(tampered).get("/v1/auth/me").expectProblem(401, "UNAUTHORIZED");
    }

    @Test
    void anotherOrganisationsSessionIsNotThere() {
        String id = suite.owner()
                .post("/v1/sessions", "{\"label\":\"mine\"}")
                .expect(201)
                .text("id");
        suite.owner().get("/v1/sessions/" + id).expect(200);
        Api other = suite.freshAgent("stranger").api();
        other.get("/v1/sessions/" + id).expectProblem(404, "SESSION_NOT_FOUND");
        other.get("/v1/sessions/" + id + "/messages").expectProblem(404, "SESSION_NOT_FOUND");
        other.post("/v1/sessions/" + id + "/close", "{}").expectProblem(404, "SESSION_NOT_FOUND");
        other.delete("/v1/sessions/" + id).expectProblem(404, "SESSION_NOT_FOUND");
        suite.owner().get("/v1/sessions/" + id).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "social", "staking"})
    void aServiceAnswersNobodyButTheGateway(String service) {
        Api direct = new Api(suite.serviceUrl(service), "");
        direct.get("/v1/sessions").expect(401);
        new Api(suite.serviceUrl(service), suite.variable("TIDEPOOL_API_KEY"))
                .get("/v1/sessions")
                .expect(401);
        direct.get("/v1/sessions", Map.of("X-Organization-Id", "1", "X-User-Id", "root", "X-Tidepool-Caller", "owner"))
                .expect(401);
    }

    @Test
    void forgedIdentityHeadersChangeNothing() {
        Map<String, String> forged = Map.of(
                "X-Organization-Id", "00000000-0000-0000-0000-000000000001",
                "X-User-Id", "root",
                "X-Tier", "government",
                "X-Roles", "owner",
                "X-Forwarded-User", "root");
        suite.anonymous().get("/v1/sessions", forged).expectProblem(401, "UNAUTHORIZED");
        Api agent = suite.freshAgent("forger").api();
        String id = suite.owner().post("/v1/sessions", "{}").expect(201).text("id");
        agent.get("/v1/sessions/" + id, forged).expectProblem(404, "SESSION_NOT_FOUND");
    }
}
