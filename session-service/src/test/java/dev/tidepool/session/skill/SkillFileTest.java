package dev.tidepool.session.skill;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The files beside a SKILL.md: for a model that needs them, and for those whose skill it is. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@TestProfile(SkillServicesProfile.class)
@Timeout(120)
class SkillFileTest {

    private static final byte[] PICTURE = {0, 1, (byte) 0xff};

    private final Api api = Api.ofNewOrganization();

    @Test
    void aModelIsToldTheirNamesAndReadsWhatItNeeds() {
        upload("High at noon.");
        String id = execute("reader")
                .body("status", equalTo("completed"))
                .body(
                        "output.text",
                        equalTo(
                                "High at noon.|The skill has no text file of this path.|The skill has no text file of this path."))
                .body("output.usage.promptTokens", equalTo(20))
                .body("output.usage.completionTokens", equalTo(2))
                .extract()
                .path("id");
        JsonObject seen = new JsonObject(
                given().get(service() + "/seen/" + api.organization()).asString());
        assertThat(seen.getJsonArray("messages").getJsonObject(0).getString("content"))
                .contains("Tell the tides.", "- reference/tides.md (13 bytes)", "- picture.bin (3 bytes)")
                .doesNotContain("SKILL.md", "High at noon");
        api.request()
                .get("/v1/skills/tides/executions/{id}", id)
                .then()
                .body("log.detail", hasItems("reads reference/tides.md"));
    }

    @Test
    void aModelThatOnlyReadsIsMadeToAnswer() {
        upload("x".repeat(65_536));
        String read = execute("greedy")
                .body("status", equalTo("completed"))
                .body("output.usage.completionTokens", equalTo(9))
                .extract()
                .path("output.text");
        // Eight rounds of three, of which four found something to read.
        assertThat(read.split("\\|")).hasSize(24);
        assertThat(read.chars().filter(letter -> letter == 'x').count()).isBetween(262_144L, 262_144L + 1_000L);
        assertThat(read).contains("No more files can be read.");
    }

    @Test
    void aModelReadsSoManyFilesAndNotOneMore() {
        upload("high");
        String read =
                execute("greedy").body("status", equalTo("completed")).extract().path("output.text");
        assertThat(read.split("\\|")).filteredOn("high"::equals).hasSize(5);
        assertThat(read).contains("No more files can be read.");
    }

    @Test
    void ofALongFileTheBeginningIsRead() {
        upload("x".repeat(65_537));
        execute("reader").body("output.text", containsString("[The rest of the file is left out.]"));
    }

    @Test
    void theyAreListedAndReadAsTheyWereUploaded() {
        upload("High at noon.");
        upload("High at one.");
        api.request()
                .get("/v1/skills/tides/files")
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("items.path", contains("SKILL.md", "picture.bin", "reference/tides.md"))
                .body("items[1].bytes", equalTo(3))
                .body("items[1].sha256.length()", equalTo(64));
        file("reference/tides.md")
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Content-Disposition", equalTo("attachment"))
                .body(equalTo("High at one."));
        file("reference/tides.md?version=1").statusCode(200).body(equalTo("High at noon."));
        assertThat(file("picture.bin").statusCode(200).extract().asByteArray()).isEqualTo(PICTURE);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        upload("High at noon.");
        file("nothing.md").statusCode(404).body("code", equalTo("SKILL_FILE_NOT_FOUND"));
        file("reference").statusCode(404);
        file("SKILL.md?version=7").statusCode(404);
        file("SKILL.md?version=one").statusCode(404).body("code", equalTo("SKILL_VERSION_NOT_FOUND"));
        api.request().get("/v1/skills/tides/files?version=7").then().statusCode(404);
        api.request().get("/v1/skills/debug/files").then().statusCode(404);
        Api other = Api.ofNewOrganization();
        other.request().get("/v1/skills/tides/files").then().statusCode(404);
        other.request().get("/v1/skills/tides/files/SKILL.md").then().statusCode(404);
        other.request().get("/v1/skills/tides/files/SKILL.md?version=1").then().statusCode(404);
    }

    private ValidatableResponse file(String path) {
        return api.request().get("/v1/skills/tides/files/" + path).then();
    }

    private ValidatableResponse execute(String model) {
        return api.request()
                .body(Map.of("input", Map.of("text", "now"), "model", model))
                .post("/v1/skills/tides/execute")
                .then()
                .statusCode(200);
    }

    /** A file that is no text waits for an owner. */
    private void upload(String tides) {
        int version = given().header("Authorization", api.bearer())
                .contentType("application/zip")
                .body(Zips.zip()
                        .with("SKILL.md", Zips.prompt("tides", "Tell the tides."))
                        .with("reference/tides.md", tides)
                        .with("picture.bin", PICTURE)
                        .bytes())
                .post("/v1/skills")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
        api.request()
                .post("/v1/skills/tides/versions/{version}/approve", version)
                .then()
                .statusCode(200);
    }

    private static String service() {
        return "http://127.0.0.1:" + System.getProperty(SkillServices.PORT);
    }
}
