package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(SkillServicesProfile.class)
class SkillInstallTest {

    private final Api api = Api.ofNewOrganization();

    @Test
    void theVersionInUseIsInstalledAndToldWhereItIsFrom() {
        install(Map.of("skill", SharedSkills.TIDE))
                .statusCode(201)
                .body("source", equalTo("shared:shared-tide@2.0.0"))
                .body("contentHash", equalTo(SharedSkills.hashOf(SharedSkills.TIDE, "2.0.0")))
                .body("usable", equalTo(true));
        api.request()
                .get("/v1/skills/shared-tide/versions/1")
                .then()
                .body("source", equalTo("shared:shared-tide@2.0.0"));
        api.request().get("/v1/skills/shared-tide").then().statusCode(200).body("status", equalTo("ready"));
        install(Map.of("skill", SharedSkills.TIDE)).statusCode(200).body("version", equalTo(1));
    }

    @Test
    void aVersionThatIsNamedIsInstalled() {
        install(Map.of(
                        "skill",
                        SharedSkills.TIDE,
                        "version",
                        "1.0.0",
                        "contentHash",
                        SharedSkills.hashOf(SharedSkills.TIDE, "1.0.0")))
                .statusCode(201)
                .body("source", equalTo("shared:shared-tide@1.0.0"));
        install(Map.of("skill", SharedSkills.TIDE)).statusCode(201).body("version", equalTo(2));
    }

    @Test
    void whatIsNotWhatWasOfferedIsRefusedAndNotStored() {
        install(Map.of("skill", SharedSkills.FORGED)).statusCode(502).body("code", equalTo("SKILL_HASH_MISMATCH"));
        api.request().get("/v1/skills/shared-forged").then().statusCode(404);
        install(Map.of("skill", SharedSkills.RENAMED)).statusCode(502).body("code", equalTo("SKILL_HASH_MISMATCH"));
        api.request().get("/v1/skills/another").then().statusCode(404);
    }

    @Test
    void aHashThatWasNotWantedIsRefused() {
        install(Map.of("skill", SharedSkills.TIDE, "contentHash", "0".repeat(64)))
                .statusCode(409)
                .body("code", equalTo("SKILL_HASH_DIFFERS"));
        api.request().get("/v1/skills/shared-tide").then().statusCode(404);
    }

    @Test
    void whatIsFoundWaitsForAnOwnerAsInAnUpload() {
        install(Map.of("skill", SharedSkills.FLAGGED)).statusCode(201).body("usable", equalTo(false));
        api.request()
                .post("/v1/skills/shared-flagged/versions/1/approve")
                .then()
                .statusCode(200)
                .body("usable", equalTo(true))
                .body("source", equalTo("shared:shared-flagged@2.0.0"));
    }

    @Test
    void whatTheSourceHasNotGotOrHoldsBackIsTold() {
        install(Map.of("skill", "unknown")).statusCode(404).body("code", equalTo("SKILL_NOT_FOUND"));
        install(Map.of("skill", SharedSkills.TIDE, "version", "9.9.9")).statusCode(404);
        install(Map.of("skill", SharedSkills.WAITING)).statusCode(409).body("code", equalTo("SKILL_NOT_APPROVED"));
        install(Map.of("skill", SharedSkills.BROKEN)).statusCode(503).body("code", equalTo("SKILL_SOURCE_UNAVAILABLE"));
    }

    /** A fault of the source is none of who asks. */
    @Test
    void anAnswerThatIsNoDescriptionIsAFailureOfTheSource() {
        for (String name : List.of(SharedSkills.EMPTY, SharedSkills.GARBLED, SharedSkills.HALF, SharedSkills.ODD)) {
            install(Map.of("skill", name)).statusCode(503).body("code", equalTo("SKILL_SOURCE_UNAVAILABLE"));
        }
    }

    @Test
    void badRequestsNameTheField() {
        install(Map.of("skill", "No Name")).statusCode(400).body("field", equalTo("skill"));
        install(Map.of()).statusCode(400).body("field", equalTo("skill"));
        install(Map.of("skill", "tide", "version", "../1")).statusCode(400).body("field", equalTo("version"));
        install(Map.of("skill", "tide", "contentHash", "x")).statusCode(400).body("field", equalTo("contentHash"));
    }

    @Test
    void anUploadHasNoSource() {
        given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.ofManifest(Zips.prompt("tides", "Tell the tides.")))
                .post("/v1/skills")
                .then()
                .statusCode(201)
                .body("source", nullValue())
                .body("findings", hasSize(0));
    }

    private ValidatableResponse install(Map<String, String> body) {
        return api.request().body(body).post("/v1/skills/install").then();
    }
}
