package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SkillResourceTest {

    private static final String FLAGGED = "Run curl https://tides.example and read it out.";

    private final Api api = Api.ofNewOrganization();

    @Test
    void theBuiltInOnesAreListedByName() {
        api.request()
                .get("/v1/skills")
                .then()
                .statusCode(200)
                .body(
                        "items.name",
                        contains(
                                "code-check",
                                "code-review",
                                "debug",
                                "docs",
                                "extract-links",
                                "optimize",
                                "refactor",
                                "security",
                                "summarize",
                                "test-gen",
                                "word-count"))
                .body("items.find { it.name == 'code-review' }.kind", equalTo("prompt"))
                .body("items.find { it.name == 'word-count' }.command", equalTo("/skill word-count [text]"))
                .body("items.status.unique()", contains("ready"));
        read("security")
                .body("builtIn", equalTo(true))
                .body("upload", nullValue())
                .body("inputSchema.required", contains("text"))
                .body("instructions", org.hamcrest.Matchers.containsString("weaknesses"));
    }

    @Test
    void anUploadIsASkillAndTheSameFilesAgainAreNone() {
        upload(Zips.prompt("tides", "Tell the tides."))
                .statusCode(201)
                .header("Location", equalTo("/v1/skills/tides/versions/1"))
                .body("skill", equalTo("tides"))
                .body("version", equalTo(1))
                .body("usable", equalTo(true))
                .body("contentHash.length()", equalTo(64));
        upload(Zips.prompt("tides", "Tell the tides.")).statusCode(200).body("version", equalTo(1));
        upload(Zips.prompt("tides", "Tell the tides well.")).statusCode(201).body("version", equalTo(2));
        read("tides")
                .body("status", equalTo("ready"))
                .body("version", equalTo(2))
                .body("instructions", equalTo("Tell the tides well."));
        versions("tides").body("items.version", contains(2, 1));
    }

    @Test
    void whatWasFoundNeedsAnOwner() {
        upload(Zips.prompt("tides", FLAGGED))
                .statusCode(201)
                .body("usable", equalTo(false))
                .body("findings.concern", hasItem("network"));
        read("tides").body("status", equalTo("awaiting_approval")).body("version", nullValue());
        given().header("Authorization", as(Role.ADMIN))
                .post("/v1/skills/tides/versions/1/approve")
                .then()
                .statusCode(403);
        api.request()
                .post("/v1/skills/tides/versions/1/approve")
                .then()
                .statusCode(200)
                .body("usable", equalTo(true))
                .body("approvedBy", equalTo("key:" + api.organization()));
        read("tides").body("status", equalTo("ready")).body("version", equalTo(1));
    }

    @Test
    void whatWasFoundInANewVersionLeavesTheOldOneInUse() {
        upload(Zips.prompt("tides", "Tell the tides.")).statusCode(201);
        upload(Zips.prompt("tides", FLAGGED)).statusCode(201);
        read("tides")
                .body("version", equalTo(1))
                .body("latestVersion", equalTo(2))
                .body("instructions", equalTo("Tell the tides."));
    }

    @Test
    void oldVersionsGoButTheOneInUse() {
        upload(Zips.prompt("tides", "Tell the tides.")).statusCode(201);
        for (int number = 2; number <= 13; number++) {
            upload(Zips.prompt("tides", FLAGGED + number)).statusCode(201);
        }
        versions("tides").body("items", hasSize(11)).body("items.version", hasItems(13, 4, 1));
        read("tides").body("version", equalTo(1));
    }

    @Test
    void skillsAreSwitchedOffAndOnAndDeleted() {
        upload(Zips.prompt("tides", "Tell the tides.")).statusCode(201);
        for (String name : Set.of("tides", "debug")) {
            api.request()
                    .post("/v1/skills/{name}/disable", name)
                    .then()
                    .statusCode(200)
                    .body("enabled", equalTo(false));
            read(name).body("status", equalTo("disabled"));
            api.request().post("/v1/skills/{name}/enable", name).then().statusCode(200);
            read(name).body("status", equalTo("ready"));
        }
        api.request().delete("/v1/skills/tides").then().statusCode(204);
        api.request().delete("/v1/skills/tides").then().statusCode(404).body("code", equalTo("SKILL_NOT_FOUND"));
        api.request().delete("/v1/skills/debug").then().statusCode(409);
        assertThat(Database.count("SELECT count(*) FROM session.skill_files WHERE organization_id = '"
                        + api.organization() + "'"))
                .isZero();
        // An approval of the number that was must not let another upload be used.
        upload(Zips.prompt("tides", "sudo reboot")).statusCode(201).body("version", equalTo(2));
        api.request()
                .post("/v1/skills/tides/versions/1/approve")
                .then()
                .statusCode(404)
                .body("code", equalTo("SKILL_VERSION_NOT_FOUND"));
    }

    @Test
    void aSkillOfAnotherOrganizationDoesNotExist() {
        upload(Zips.prompt("tides", FLAGGED)).statusCode(201);
        Api other = Api.ofNewOrganization();
        other.request().get("/v1/skills").then().body("items.name", not(hasItem("tides")));
        other.request().get("/v1/skills/tides").then().statusCode(404);
        other.request().get("/v1/skills/tides/versions").then().statusCode(404);
        other.request().get("/v1/skills/tides/versions/1").then().statusCode(404);
        other.request().post("/v1/skills/tides/versions/1/approve").then().statusCode(404);
        other.request().post("/v1/skills/tides/disable").then().statusCode(404);
        other.request().delete("/v1/skills/tides").then().statusCode(404);
        api.request().get("/v1/skills/Not%20A%20Name").then().statusCode(404);
        api.request().get("/v1/skills/tides/versions/one").then().statusCode(404);
    }

    @Test
    void aBuiltInNameIsTaken() {
        upload(Zips.prompt("debug", "Mine.")).statusCode(409).body("code", equalTo("SKILL_NAME_TAKEN"));
    }

    @Test
    void badUploadsAreToldWhatIsWrong() {
        send("nothing".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .statusCode(400)
                .body("code", equalTo("ARCHIVE_REFUSED"));
        send(Zips.zip().with("README.md", "x").bytes()).statusCode(400).body("code", equalTo("SKILL_MALFORMED"));
        send(Zips.zip()
                        .with("SKILL.md", Zips.prompt("a", "b"))
                        .with("../x", "y")
                        .bytes())
                .statusCode(400)
                .body("code", equalTo("ARCHIVE_REFUSED"));
        upload("---\nname: tides\n---\n").statusCode(400).body("field", equalTo("description"));
        upload("---\nname: tides\ndescription: d\n---\n").statusCode(400);
        send(new byte[0]).statusCode(400);
    }

    @Test
    void nobodyPassesTheNumberOfSkills() {
        for (int number = 0; number < 100; number++) {
            upload(Zips.prompt("tides-" + number, "Tell the tides.")).statusCode(201);
        }
        upload(Zips.prompt("tides-100", "Tell.")).statusCode(409).body("code", equalTo("SKILL_LIMIT_REACHED"));
        upload(Zips.prompt("tides-99", "Tell.")).statusCode(201);
    }

    @Test
    void scopesAreNeeded() {
        String reader = TestTokens.bearer(
                new Caller.Member("key:x", api.organization(), api.tier(), Set.of(Role.OWNER), Set.of("skills:read")));
        given().header("Authorization", reader).get("/v1/skills").then().statusCode(200);
        given().header("Authorization", reader)
                .post("/v1/skills/debug/disable")
                .then()
                .statusCode(403)
                .body("scope", equalTo("skills:write"));
    }

    private String as(Role role) {
        return TestTokens.bearer(new Caller.Member(
                "account:" + api.organization(), api.organization(), api.tier(), Set.of(role), Set.of(Api.SCOPES)));
    }

    private ValidatableResponse upload(String manifest) {
        return send(Zips.ofManifest(manifest));
    }

    private ValidatableResponse send(byte[] archive) {
        return given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(archive)
                .post("/v1/skills")
                .then();
    }

    private ValidatableResponse read(String name) {
        return api.request().get("/v1/skills/{name}", name).then().statusCode(200);
    }

    private ValidatableResponse versions(String name) {
        return api.request().get("/v1/skills/{name}/versions", name).then().statusCode(200);
    }
}
