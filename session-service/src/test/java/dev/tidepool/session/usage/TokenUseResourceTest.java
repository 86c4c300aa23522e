package dev.tidepool.session.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class TokenUseResourceTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String MODEL = "tidepool-offline";

    @Inject
    TokenUseJob job;

    private final Api api = Api.ofTier(Tier.OPEN_SOURCE);

    @Test
    void countsChatsByDayModelAndSession() {
        String session = api.createSession();
        int first = chat(null);
        int second = chat(session);
        chat(session);
        uses("groupBy=day&from=" + LocalDate.now(ZoneOffset.UTC).minusDays(1))
                .body("total.answers", equalTo(3))
                .body("total.estimatedAnswers", equalTo(0))
                .body("total.totalTokens", greaterThan(first + second))
                .body("items.answers.sum()", equalTo(3));
        uses("groupBy=model").body("items.model", contains(MODEL));
        uses("groupBy=session")
                .body("items.answers", contains(1, 2))
                .body("items[0].sessionId", nullValue())
                .body("items[0].totalTokens", equalTo(first))
                .body("items[1].sessionId", equalTo(session));
        uses("session=" + session).body("total.answers", equalTo(2));
        uses("model=other").body("total.answers", equalTo(0)).body("items", hasSize(0));
    }

    @Test
    void countsNothingOfARefusedChat() {
        api.chat(Map.of("model", "unknown", "messages", List.of(Map.of("role", "user", "content", "hi"))))
                .then()
                .statusCode(400);
        uses("").body("total.answers", equalTo(0));
    }

    @Test
    void anotherOrganizationsUseIsNotSeen() {
        String session = api.createSession();
        chat(session);
        Api other = Api.ofNewOrganization();
        uses(other, "").body("total.answers", equalTo(0));
        uses(other, "session=" + session).body("total.answers", equalTo(0));
    }

    @Test
    void pagesThroughGroups() {
        insert("2026-01-0", 7, "m");
        String page = "from=2026-01-01&to=2026-01-31&limit=3";
        String second = uses(page)
                .body("items.day", contains("2026-01-01", "2026-01-02", "2026-01-03"))
                .body("total.answers", equalTo(7))
                .extract()
                .path("nextCursor");
        String third = uses(page + "&cursor=" + second)
                .body("items.day", contains("2026-01-04", "2026-01-05", "2026-01-06"))
                .extract()
                .path("nextCursor");
        uses(page + "&cursor=" + third)
                .body("items.day", contains("2026-01-07"))
                .body("nextCursor", nullValue());
        api.request()
                .get("/v1/usage/tokens?from=2026-01-02&to=2026-01-31&cursor=" + second)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CURSOR"));
    }

    @ParameterizedTest
    @CsvSource({
        "from=x, from",
        "groupBy=hour, groupBy",
        "limit=0, limit",
        "limit=101, limit",
        "limit=many, limit",
        "model=%00, model"
    })
    void refusesABadParameter(String query, String field) {
        api.request()
                .urlEncodingEnabled(false)
                .get("/v1/usage/tokens?" + query)
                .then()
                .statusCode(400)
                .body("detail", containsString(field));
    }

    @Test
    void isForThoseWhoMayReadChats() {
        RestAssured.given().get("/v1/usage/tokens").then().statusCode(401);
        RestAssured.given()
                .header("Authorization", TestTokens.bearer(api.organization(), "sessions:read"))
                .get("/v1/usage/tokens")
                .then()
                .statusCode(403);
    }

    @Test
    void refusesChatsWhenTheMonthsTokensAreUsedAndTellsUntilWhen() {
        chat(null);
        setUsed(1_999_999);
        String resetsAt = uses("").extract().path("budget.resetsAt");
        // One is left: an answer begins, and may take more than that.
        Eventually.within(SOON, () -> {
            setUsed(1_999_999);
            uses("").body("budget.remaining", equalTo(1));
        });
        chat(null);
        for (boolean streamed : List.of(false, true)) {
            Map<String, Object> body = asking();
            body.put("stream", streamed);
            api.chat(body)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("quota_exceeded"))
                    .body("error.type", equalTo("permission_error"))
                    .body("error.message", containsString(resetsAt));
        }
        uses("").body("budget.limit", equalTo(2_000_000))
                .body("budget.used", greaterThan(2_000_000))
                .body("budget.remaining", equalTo(0))
                .body("budget.resetsAt", equalTo(resetsAt));
        assertThat(Database.count("SELECT tokens_told FROM session.quota_use WHERE organization_id = '"
                        + api.organization() + "'"))
                .as("the members were told that all is used")
                .isEqualTo(2_000_000);
    }

    @Test
    void forgetsWhatIsPastItsRetention() {
        insert("2020-01-0", 3, "old");
        job.forgetOld().subscribe().with(done -> {});
        Eventually.within(SOON, () -> uses("from=2020-01-01&to=2020-01-31").body("total.answers", equalTo(0)));
    }

    private int chat(String session) {
        Map<String, Object> body = asking();
        if (session != null) {
            body.put("metadata", Map.of("session_id", session));
        }
        return api.chat(body).then().statusCode(200).extract().path("usage.total_tokens");
    }

    private static Map<String, Object> asking() {
        Map<String, Object> body = new HashMap<>();
        body.put("model", MODEL);
        body.put("messages", List.of(Map.of("role", "user", "content", "hello")));
        return body;
    }

    private ValidatableResponse uses(String query) {
        return uses(api, query);
    }

    private static ValidatableResponse uses(Api of, String query) {
        return of.request()
                .get("/v1/usage/tokens" + (query.isEmpty() ? "" : "?" + query))
                .then()
                .statusCode(200);
    }

    private void insert(String days, int count, String model) {
        for (int day = 1; day <= count; day++) {
            Database.run("INSERT INTO session.token_use VALUES ('%s', '%s%d', '%s', NULL, 1, 0, 2, 3)"
                    .formatted(api.organization(), days, day, model));
        }
    }

    private void setUsed(long tokens) {
        Database.run("UPDATE session.quota_use SET tokens = %d WHERE organization_id = '%s'"
                .formatted(tokens, api.organization()));
    }
}
