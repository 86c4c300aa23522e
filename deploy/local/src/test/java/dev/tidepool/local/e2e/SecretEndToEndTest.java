package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Secrets through the gateway: set, listed, sent by a skill to the host they are for, and never told. */
class SecretEndToEndTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();
    private final String number = UUID.randomUUID().toString().substring(0, 8);
    private final String key = "KEY_" + number;
    private final String value = "of-the-deep-" + number;

    @Test
    void aSkillSendsItAndNobodyIsTold() {
        Answer set = put("127.0.0.1").expect(201);
        assertThat(set.body()).contains(key, "127.0.0.1").doesNotContain(value);
        upload();
        Answer execution = execute();
        assertThat(execution.text("status")).isEqualTo("completed");
        assertThat(suite.site().lastAuthorization()).isEqualTo("Bearer " + value);
        assertThat(execution.text("output.body")).isEqualTo("You are Bearer [" + key + "]");
        assertThat(execution.body()).doesNotContain(value);
        assertThat(owner.get("/v1/secrets").expect(200).body())
                .contains(key, "lastUsedAt")
                .doesNotContain(value);
        assertThat(suite.log("session")).noneMatch(line -> line.contains(value));
        assertThat(suite.log("gateway")).noneMatch(line -> line.contains(value));
        put("tides.example").expect(200);
        assertThat(execute().text("error.code")).isEqualTo("SKILL_NOT_ELIGIBLE");
        owner.delete("/v1/secrets/" + key).expect(204);
        owner.delete("/v1/secrets/" + key).expectProblem(404, "SECRET_NOT_FOUND");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(trail("secret.deleted")).containsExactly(key));
        assertThat(trail("secret.set")).containsExactly(key, key);
        assertThat(owner.get("/v1/audit?limit=100").expect(200).body()).doesNotContain(value);
    }

    /** The names of this test's secrets in the organisation's audit trail. */
    private List<String> trail(String type) {
        return owner
                .get("/v1/audit?limit=100&type=" + type)
                .expect(200)
                .json()
                .at("/items")
                .findParents("details")
                .stream()
                .map(entry -> entry.at("/details/name").asText())
                .filter(key::equals)
                .toList();
    }

    @Test
    void anotherOrganisationHasItsOwnAndOnlyAdministratorsSetThem() {
        put("127.0.0.1").expect(201);
        Api other = suite.as(suite.freshOwner("a quite long password").text("tokens.access_token"));
        assertThat(other.get("/v1/secrets").expect(200).body()).doesNotContain(key);
        other.delete("/v1/secrets/" + key).expectProblem(404, "SECRET_NOT_FOUND");
        Api agent = suite.freshAgent("keyless").api();
        assertThat(agent.put("/v1/secrets/" + key, body("a.example")).status()).isEqualTo(403);
        suite.anonymous().get("/v1/secrets").expect(401);
        owner.put("/v1/secrets/" + key, "{\"value\":\"short\",\"hosts\":[\"a.example\"]}")
                .expectProblem(400, "INVALID_FIELD");
        owner.delete("/v1/secrets/" + key).expect(204);
    }

    private Answer put(String host) {
        return owner.put("/v1/secrets/" + key, body(host));
    }

    private String body(String host) {
        return "{\"value\":\"%s\",\"hosts\":[\"%s\"]}".formatted(value, host);
    }

    private void upload() {
        String manifest = """
                ---
                name: asks-%s
                description: Asks who it is
                metadata:
                  tidepool:
                    kind: http
                    http:
                      url: %s/whoami
                      headers: { Authorization: { secret: %s, prefix: "Bearer " } }
                ---
                """.formatted(number, suite.site().url(), key);
        SkillArchive.of(manifest).upload(owner).expect(201);
        owner.post("/v1/skills/asks-" + number + "/versions/1/approve", "").expect(200);
    }

    private Answer execute() {
        return owner.post("/v1/skills/asks-" + number + "/execute", "{}").expect(200);
    }
}
