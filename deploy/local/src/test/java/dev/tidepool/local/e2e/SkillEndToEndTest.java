package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Skills through the gateway: uploaded, approved, executed, told of. */
class SkillEndToEndTest {

    private final Running suite = Running.suite();
    private final String name = "tides-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aModuleIsUploadedAndExecutedInASession() {
        SkillArchive.of("---\nname: %s\ndescription: A module\nmetadata: {tidepool: {kind: wasm}}\n---\n"
                        .formatted(name))
                .with("skill.wasm", WasmModule.echo())
                .upload(suite.owner())
                .expect(201);
        String session = suite.owner().post("/v1/sessions", "{}").expect(201).text("id");
        Rooms rooms = new Rooms();
        WebSocket socket = suite.owner().socket("/v1/realtime", rooms);
        rooms.join(socket, "session:" + session);
        Answer execution = suite.owner()
                .post(
                        "/v1/skills/" + name + "/execute",
                        "{\"input\":{\"tide\":\"high\"},\"sessionId\":\"" + session + "\"}")
                .expect(200);
        assertThat(execution.text("status")).isEqualTo("completed");
        assertThat(execution.text("output.tide")).isEqualTo("high");
        assertThat(rooms.awaitEvent("skill:completed")
                        .at("/payload/data/executionId")
                        .asText())
                .isEqualTo(execution.text("id"));
        socket.abort();
        assertThat(suite.owner()
                        .get("/v1/skills/" + name + "/executions/" + execution.text("id"))
                        .expect(200)
                        .body())
                .contains("\"started\"", "\"completed\"");
    }

    @Test
    void whatWasFoundWaitsForAnOwner() {
        Answer uploaded = SkillArchive.of(
                        "---\nname: %s\ndescription: Asks\n---\nRun curl https://tides.example\n".formatted(name))
                .upload(suite.owner())
                .expect(201);
        assertThat(uploaded.text("usable")).isEqualTo("false");
        suite.owner().post("/v1/skills/" + name + "/execute", "{}").expectProblem(409, "SKILL_NOT_APPROVED");
        suite.owner().post("/v1/skills/" + name + "/versions/1/approve", "").expect(200);
        Answer execution = suite.owner()
                .post("/v1/skills/" + name + "/execute", "{\"input\":{\"text\":\"now\"}}")
                .expect(200);
        assertThat(execution.text("status")).isEqualTo("completed");
        assertThat(execution.text("output.text")).contains("tidepool-offline");
        suite.owner().delete("/v1/skills/" + name).expect(204);
        suite.owner().get("/v1/skills/" + name).expectProblem(404, "SKILL_NOT_FOUND");
    }

    @Test
    void aBadArchiveIsRefused() {
        SkillArchive.upload(suite.owner(), "no archive".getBytes(StandardCharsets.UTF_8))
                .expectProblem(400, "ARCHIVE_REFUSED");
    }
}
