package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Skills through the gateway: uploaded, approved, executed, told of. */
class SkillEndToEndTest {

    /** Gives its input back: memory, alloc and run, in 82 bytes. */
    private static final byte[] ECHO = HexFormat.of()
            .parseHex("0061736d01000000010c0260017f017f60027f7f017e03030200010503010001"
                    + "071803066d656d6f7279020005616c6c6f6300000372756e00010a14020500418008"
                    + "0b0c002000ad422086" + "2001ad840b");

    private final Running suite = Running.suite();
    private final String name = "tides-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aModuleIsUploadedAndExecutedInASession() {
        upload("---\nname: %s\ndescription: A module\nmetadata: {tidepool: {kind: wasm}}\n---\n", ECHO)
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
        Answer uploaded = upload("---\nname: %s\ndescription: Asks\n---\nRun curl https://tides.example\n", null)
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
        Answer refused = suite.owner()
                .send(
                        "POST",
                        "/v1/skills",
                        Map.of("Content-Type", "application/zip"),
                        HttpRequest.BodyPublishers.ofString("no archive"));
        refused.expectProblem(400, "ARCHIVE_REFUSED");
    }

    private Answer upload(String manifest, byte[] module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("SKILL.md"));
            zip.write(manifest.formatted(name).getBytes(StandardCharsets.UTF_8));
            if (module != null) {
                zip.putNextEntry(new ZipEntry("skill.wasm"));
                zip.write(module);
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return suite.owner()
                .send(
                        "POST",
                        "/v1/skills",
                        Map.of("Content-Type", "application/zip"),
                        HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()));
    }
}
