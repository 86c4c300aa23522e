package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a skill's service may take, how many calls it gets, and how much an organisation may upload. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(SkillServicesProfile.class)
@Timeout(180)
@Slow
class SkillBoundsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Api api = Api.ofNewOrganization();

    @Test
    void aServiceMayTakeAsLongAsTheExecution() {
        upload(api, "tide-slow", "/slow");
        SkillCallTest.execute(api, "tide-slow", Map.of())
                .body("status", equalTo("completed"))
                .body("output.body", equalTo("at last"));
        upload(api, "tide-hang", "/hang");
        SkillCallTest.execute(api, "tide-hang", Map.of("timeoutSeconds", 1))
                .body("status", equalTo("failed"))
                .body("error.code", equalTo("SKILL_TIMEOUT"));
    }

    @Test
    void oneHostKeepsNoMoreThanSomeOfAnOrganizationsCalls() {
        String gate = UUID.randomUUID().toString();
        upload(api, "tide-gate", "/gate/" + gate);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<String>> waiting = IntStream.range(0, 2)
                    .mapToObj(each -> CompletableFuture.supplyAsync(
                            () -> SkillCallTest.execute(api, "tide-gate", Map.of())
                                    .extract()
                                    .<String>path("status"),
                            clients))
                    .toList();
            Eventually.within(SOON, () -> assertThat(at("/seen/" + gate)).isEqualTo("2"));
            SkillCallTest.execute(api, "tide-gate", Map.of())
                    .body("status", equalTo("failed"))
                    .body("error.code", equalTo("SKILL_BUSY"));
            Api other = Api.ofNewOrganization();
            upload(other, "tide-plain", "/plain");
            SkillCallTest.execute(other, "tide-plain", Map.of()).body("status", equalTo("completed"));
            at("/open/" + gate);
            assertThat(waiting).allSatisfy(each -> assertThat(each.join()).isEqualTo("completed"));
        }
        SkillCallTest.execute(api, "tide-gate", Map.of()).body("status", equalTo("completed"));
    }

    @Test
    void inTheBackgroundMoreThanThereArePlacesWaitAndAllAreDone() {
        String gate = UUID.randomUUID().toString();
        upload(api, "tide-queue", "/gate/" + gate);
        List<String> tasks = IntStream.range(0, 4)
                .mapToObj(each -> api.request()
                        .body(Map.of("background", true))
                        .post("/v1/skills/tide-queue/execute")
                        .then()
                        .statusCode(202)
                        .extract()
                        .<String>path("taskId"))
                .toList();
        Eventually.within(SOON, () -> assertThat(at("/seen/" + gate)).isEqualTo("2"));
        at("/open/" + gate);
        Eventually.within(
                SOON,
                () -> assertThat(tasks)
                        .allSatisfy(task -> assertThat(api.request()
                                        .get("/v1/tasks/{id}", task)
                                        .<String>path("status"))
                                .isEqualTo("succeeded")));
    }

    @Test
    void whatAnOrganizationMayKeepIsBounded() {
        uploadBytes("tide-one").statusCode(201);
        uploadBytes("tide-two")
                .statusCode(409)
                .body("code", equalTo("SKILL_LIMIT_REACHED"))
                .body("detail", containsString("4000000"));
        api.request().get("/v1/skills/tide-two").then().statusCode(404);
        api.request().delete("/v1/skills/tide-one").then().statusCode(204);
        uploadBytes("tide-two").statusCode(201);
    }

    /** Two and a half megabytes that cannot be packed. */
    private ValidatableResponse uploadBytes(String name) {
        Zips zip = Zips.zip().with("SKILL.md", Zips.prompt(name, "Read the tables."));
        Random random = new Random(7);
        IntStream.range(0, 3).forEach(each -> {
            byte[] content = new byte[850_000];
            random.nextBytes(content);
            zip.with("table-" + each + ".bin", content);
        });
        return given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(zip.bytes())
                .post("/v1/skills")
                .then();
    }

    private static String at(String path) {
        return given().get(SkillCallTest.service() + path).asString();
    }

    private static void upload(Api api, String name, String path) {
        SkillCallTest.uploadUrl(api, name, "GET", SkillCallTest.service() + path, "Accept: text/plain");
    }
}
