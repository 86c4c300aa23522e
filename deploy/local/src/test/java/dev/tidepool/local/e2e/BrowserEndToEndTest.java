package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidepool.local.process.Programs;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session's browser through the gateway: the real Chromium. */
class BrowserEndToEndTest {

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @BeforeEach
    void requireChromium() {
        assumeTrue(
                "true".equals(System.getenv("CI")) || Programs.find("chromium").isPresent(),
                "no Chromium is on this machine: apt-get install chromium");
    }

    @Test
    void aSessionReadsAPageFillsAFormAndTakesAPicture() {
        String browser =
                "/v1/sessions/" + owner.post("/v1/sessions", "{}").expect(201).text("id") + "/browser";
        owner.post(browser, "{\"url\":\"%s/\"}".formatted(suite.site().url())).expect(200);
        String text = owner.get(browser + "/snapshot").expect(200).text("text");
        assertThat(text).contains("heading \"The harbour\"");
        Answer answer = owner.post(
                        browser + "/act",
                        "{\"kind\":\"type\",\"ref\":\"%s\",\"text\":\"monday\",\"submit\":true}".formatted(ref(text)))
                .expect(200);
        assertThat(answer.text("url")).endsWith("/tide?day=monday");
        assertThat(owner.get(browser + "/snapshot").expect(200).text("text")).contains("High tide at six");
        assertThat(owner.get(browser + "/screenshot").expect(200).header("Content-Type"))
                .contains("image/png");
        assertThat(owner.get(browser + "/pdf").expect(200).body()).startsWith("%PDF-");
        owner.post(browser + "/navigate", "{\"url\":\"%s/\"}".formatted(suite.serviceUrl("social")))
                .expectProblem(400, "ADDRESS_REFUSED");
        owner.post(browser + "/navigate", "{\"url\":\"http://169.254.169.254/\"}")
                .expectProblem(400, "ADDRESS_REFUSED");
        owner.delete(browser).expect(204);
        owner.get(browser).expectProblem(409, "BROWSER_NOT_OPEN");
    }

    @Test
    void anotherOrganisationsSessionHasNoBrowser() {
        String browser =
                "/v1/sessions/" + owner.post("/v1/sessions", "{}").expect(201).text("id") + "/browser";
        Api other = suite.freshAgent("neighbour").api();
        other.post(browser, "{}").expectProblem(404, "SESSION_NOT_FOUND");
        suite.anonymous().post(browser, "{}").expect(401);
    }

    @Test
    void aSkillReadsAPageInASession() {
        String name = "reads-" + UUID.randomUUID().toString().substring(0, 8);
        String manifest = """
                ---
                name: %s
                description: Reads the tide
                metadata: {tidepool: {kind: browser, browser: {url: "%s/tide?day={day}"}}}
                ---
                Say when the tide is high.
                """.formatted(name, suite.site().url());
        SkillArchive.of(manifest).upload(owner).expect(201);
        owner.post("/v1/skills/" + name + "/versions/1/approve", "").expect(200);
        String session = owner.post("/v1/sessions", "{}").expect(201).text("id");
        Answer execution = owner.post(
                        "/v1/skills/" + name + "/execute",
                        "{\"input\":{\"day\":\"monday\"},\"sessionId\":\"%s\"}".formatted(session))
                .expect(200);
        assertThat(execution.text("status")).as(execution.body()).isEqualTo("completed");
        assertThat(execution.text("output.url")).endsWith("/tide?day=monday");
        assertThat(execution.text("output.text")).contains("High tide at six");
        assertThat(execution.text("output.untrusted")).isEqualTo("true");
        assertThat(execution.text("output.answer.model")).isEqualTo("tidepool-offline");
        owner.get("/v1/sessions/" + session + "/browser").expectProblem(409, "BROWSER_NOT_OPEN");
    }

    private static String ref(String text) {
        Matcher found = Pattern.compile("textbox \"Day\" \\[ref=(e\\d+)]").matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return found.group(1);
    }
}
