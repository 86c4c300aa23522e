package dev.tidepool.local.e2e;

import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class IdentityEndToEndTest {

    private static final String PASSWORD = "a password for this test";

    private final Running suite = Running.suite();

    @Test
    void aPersonRegistersWorksRefreshesAndLogsOut() {
        String email = "e" + UUID.randomUUID() + "@people.example";
        suite.anonymous()
                .post(
                        "/v1/auth/register",
                        "{\"organization\":\"Reef\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .expect(201);
        Answer login = logIn(email);
        Api first = suite.as(login.text("access_token"));
        first.get("/v1/sessions").expect(200);
        Answer refreshed = refresh(login.text("refresh_token")).expect(200);
        Api second = suite.as(refreshed.text("access_token"));
        second.get("/v1/sessions").expect(200);
        refresh(login.text("refresh_token")).expectProblem(401, "UNAUTHORIZED");
        refresh(refreshed.text("refresh_token")).expectProblem(401, "UNAUTHORIZED");
        within1s(() -> second.get("/v1/sessions").expectProblem(401, "UNAUTHORIZED"));
        Answer again = logIn(email);
        suite.anonymous()
                .post("/v1/auth/logout", "{\"refresh_token\":\"%s\"}".formatted(again.text("refresh_token")))
                .expect(204);
        within1s(() -> suite.as(again.text("access_token")).get("/v1/auth/me").expectProblem(401, "UNAUTHORIZED"));
    }

    @Test
    void theOperatorMovesAnOrganisationToAnotherTier() {
        String email = "o" + UUID.randomUUID() + "@people.example";
        Answer made = suite.anonymous()
                .post(
                        "/v1/auth/register",
                        "{\"organization\":\"Reef\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .expect(201);
        Api management =
                new Api(suite.variable("TIDEPOOL_GATEWAY_MANAGEMENT_URL"), suite.variable("TIDEPOOL_OPERATOR_TOKEN"));
        management
                .put("/internal/organizations/" + made.text("organization.id") + "/tier", "{\"tier\":\"teams\"}")
                .expect(204);
        Api owner = suite.as(made.text("tokens.access_token"));
        within1s(() -> org.assertj.core.api.Assertions.assertThat(
                        owner.get("/v1/auth/me").expect(200).text("organization.tier"))
                .isEqualTo("teams"));
    }

    private Answer logIn(String email) {
        return suite.anonymous()
                .post("/v1/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .expect(200);
    }

    private Answer refresh(String token) {
        return suite.anonymous().post("/v1/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(token));
    }

    private static void within1s(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(1)).untilAsserted(assertion);
    }
}
