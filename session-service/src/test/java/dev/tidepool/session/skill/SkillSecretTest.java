package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import dev.tidepool.session.Spans;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Secrets that an organisation set, in the skills that name them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(SkillServicesProfile.class)
@Timeout(120)
class SkillSecretTest {

    private static final String VALUE = "\"quoted\\of-the-deep-sea";

    /** As it stands in JSON. */
    private static final String WORDS = "of-the-deep-sea";

    @Inject
    Spans spans;

    private final Api api = Api.ofNewOrganization();

    @Test
    void theServiceGetsItAndNobodyElseDoes() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Listening(logged);
        Logger.getLogger("").addHandler(handler);
        try {
            set(api, "127.0.0.1");
            upload(api, "/echo/x");
            String id = execute(api)
                    .body("status", equalTo("completed"))
                    .body("output.body.authorization", equalTo("Bearer [DEEP_KEY]"))
                    .body(not(containsString(WORDS)))
                    .extract()
                    .path("id");
            assertThat(given().get(service() + "/heard/" + api.organization()).asString())
                    .isEqualTo("Bearer " + VALUE);
            api.request()
                    .get("/v1/skills/deep/executions/{id}", id)
                    .then()
                    .statusCode(200)
                    .body(not(containsString(WORDS)));
            assertThat(Database.count(
                            "SELECT count(*) FROM session.skill_executions AS e WHERE e::text LIKE '%" + WORDS + "%'"))
                    .isZero();
            assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(WORDS));
            assertThat(spans.all()).noneMatch(span -> span.contains(WORDS));
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
    }

    @Test
    void aServiceThatFailsIsToldWithoutIt() {
        set(api, "127.0.0.1");
        upload(api, "/scold");
        execute(api).body("error.code", equalTo("SKILL_CALL_FAILED")).body(not(containsString(WORDS)));
    }

    @Test
    void itGoesToItsHostsAlone() {
        set(api, "tides.example");
        upload(api, "/echo/x");
        execute(api)
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("SKILL_NOT_ELIGIBLE"))
                .body("error.detail", containsString("PUT /v1/secrets/DEEP_KEY"));
        assertThat(given().get(service() + "/heard/" + api.organization()).asString())
                .isEmpty();
    }

    @Test
    void thatOfAnotherOrganizationDoesNotExist() {
        set(api, "127.0.0.1");
        Api other = Api.ofNewOrganization();
        upload(other, "/echo/x");
        execute(other).body("error.code", equalTo("SKILL_NOT_ELIGIBLE")).body(not(containsString(WORDS)));
    }

    @Test
    void aSkillThatNeedsItIsMissingItUntilItIsSet() {
        String manifest =
                "---\nname: needy\ndescription: d\nmetadata: {openclaw: {requires: {env: [DEEP_KEY]}}}\n---\nUse it.\n";
        given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.ofManifest(manifest))
                .post("/v1/skills")
                .then()
                .statusCode(201);
        api.request().get("/v1/skills/needy").then().body("missing", hasItem("env:DEEP_KEY"));
        set(api, "tides.example");
        api.request().get("/v1/skills/needy").then().body("missing", empty());
    }

    private static void set(Api api, String host) {
        api.request()
                .body(Map.of("value", VALUE, "hosts", List.of(host)))
                .put("/v1/secrets/DEEP_KEY")
                .then()
                .statusCode(201);
    }

    private static void upload(Api api, String path) {
        String manifest = """
                ---
                name: deep
                description: Asks the deep
                metadata:
                  tidepool:
                    kind: http
                    http:
                      url: "%s"
                      headers:
                        Authorization: { secret: DEEP_KEY, prefix: 'Bearer ' }
                        X-Organization: "%s"
                ---
                """.formatted(service() + path, api.organization());
        given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.ofManifest(manifest))
                .post("/v1/skills")
                .then()
                .statusCode(201);
        api.request().post("/v1/skills/deep/versions/1/approve").then().statusCode(200);
    }

    private static ValidatableResponse execute(Api api) {
        return api.request()
                .body(Map.of())
                .post("/v1/skills/deep/execute")
                .then()
                .statusCode(200);
    }

    private static String service() {
        return "http://127.0.0.1:" + System.getProperty(SkillServices.PORT);
    }

    /** Everything that is logged, with its parameters. */
    private static final class Listening extends Handler {

        private final Queue<String> lines;

        Listening(Queue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + java.util.Arrays.toString(line.getParameters()) + line.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
