package dev.tidepool.kernel.skill.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SkillManifestTest {

    private static final String FULL = """
            ---
            name: tide-table
            description: "Tells the tides: high and low"
            homepage: https://tides.example
            version: 1.0
            user-invocable: false
            disable-model-invocation: true
            command-dispatch: tool
            command-tool: tides
            command-arg-mode: raw
            metadata:
              {
                // JSON5, as its authors write it
                openclaw: {
                  'emoji': "🌊",
                  os: ["linux", "darwin"],
                  requires: { bins: ["tide"], anyBins: ["curl", "wget"], env: ["TIDE_KEY"], config: ["tides.port"], },
                  primaryEnv: "TIDE_KEY",
                  skillKey: "tides",
                  install: [{ id: "brew", kind: "brew", formula: "tide", bins: ["tide"], label: "Install tide" }],
                },
              }
            ---

            Read the table in {baseDir}/table.txt.
            """;

    @Test
    void readsEveryMember() {
        SkillManifest skill = SkillManifest.parse(FULL);
        assertThat(skill.name()).isEqualTo(new SkillName("tide-table"));
        assertThat(skill.description()).isEqualTo("Tells the tides: high and low");
        assertThat(skill.homepage()).contains("https://tides.example");
        assertThat(skill.version()).contains("1.0");
        assertThat(skill.userInvocable()).isFalse();
        assertThat(skill.modelInvocable()).isFalse();
        assertThat(skill.commandTool()).contains("tides");
        assertThat(skill.instructions()).isEqualTo("Read the table in {baseDir}/table.txt.");
        assertThat(skill.spec()).isEqualTo(new SkillSpec.Prompt());
        assertThat(skill.openclaw().emoji()).contains("🌊");
        assertThat(skill.openclaw().primaryEnv()).contains("TIDE_KEY");
        assertThat(skill.openclaw().install())
                .singleElement()
                .satisfies(option -> assertThat(option.bins()).containsExactly("tide"));
    }

    @Test
    void tellsWhatIsMissing() {
        SkillManifest skill = SkillManifest.parse(FULL);
        assertThat(skill.missingFrom(environment("win32")))
                .containsExactly(
                        "os:linux|darwin", "bins:tide", "anyBins:curl|wget", "env:TIDE_KEY", "config:tides.port");
        assertThat(skill.missingFrom(new SkillEnvironment(
                        "linux", Set.of("tide", "wget"), Set.of("TIDE_KEY"), Set.of("tides.port"))))
                .isEmpty();
        String always = FULL.replace("'emoji': \"🌊\"", "always: true");
        assertThat(SkillManifest.parse(always).missingFrom(environment("win32")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {\"clawdbot\":{\"requires\":{\"bins\":[\"gh\"]}}}",
                "metadata: '{ clawdbot: { requires: { bins: [\"gh\"] } } }'",
                "metadata: { openclaw: { requires: { bins: [gh] } } }",
                "metadata:\n  openclaw:\n    requires:\n      bins: [gh]",
                "metadata:\n  openclaw:\n    requires:\n      bins: gh"
            })
    void metadataComesInManyForms(String metadata) {
        SkillManifest skill = SkillManifest.parse(with(metadata));
        assertThat(skill.missingFrom(environment("linux"))).containsExactly("bins:gh");
    }

    @Test
    void linesMayEndAsOnWindowsAfterAMark() {
        String text = "\uFEFF" + with("homepage: https://a.example").replace("\n", "\r\n");
        assertThat(SkillManifest.parse(text).homepage()).contains("https://a.example");
    }

    @Test
    void aServiceIsDescribedWithItsSecretsByName() {
        SkillManifest skill = SkillManifest.parse(with("""
                metadata:
                  tidepool:
                    kind: http
                    input: { type: object, required: [city] }
                    http:
                      url: https://api.example/v1/{city}?days={days}
                      headers:
                        Accept: application/json
                        Authorization: { secret: WEATHER, prefix: "Bearer " }"""));
        assertThat(skill.spec()).isInstanceOfSatisfying(SkillSpec.Http.class, http -> {
            assertThat(http.method()).isEqualTo("GET");
            assertThat(http.sendsInput()).isFalse();
            assertThat(http.headers())
                    .containsEntry("Authorization", new SkillSpec.HeaderValue.Secret("WEATHER", "Bearer "));
        });
        assertThat(skill.inputSchema()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://{host}/x",
                "https://api.example{path}",
                "https://api.example:{port}/",
                "file:///etc/passwd",
                "https://user:word@api.example/",
                "https://api.example/#{part}",
                "not an address",
                "/relative"
            })
    void anInputNeverChoosesTheHost(String url) {
        assertRefused(with("metadata: { tidepool: { kind: http, http: { url: \"" + url + "\" } } }"), "http.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example/%zz",
                "https://api.example/%{part}",
                "https://api.example/a?b=%2{part}",
                "https://api..example/",
                "https://1.2.3.4.5/"
            })
    void whatWouldBeNoAddressIsRefusedAtOnce(String url) {
        assertRefused(with("metadata: { tidepool: { kind: http, http: { url: \"" + url + "\" } } }"), "http.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Bad Name"})
    void aHeaderOfTheConnectionIsRefused(String header) {
        assertRefused(
                with("metadata: {tidepool: {kind: http, http: {url: 'https://a.example/', headers: {'" + header
                        + "': x}}}}"),
                "header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no frontmatter",
                "---\nname: a\ndescription: b\n",
                "---\n---\nbody",
                "---\n- a list\n---\n",
                "---\nname: [\n---\n",
                "---\nname: a\nname: b\ndescription: c\n---\n",
                "---\ndescription: no name\n---\n",
                "---\nname: a\n---\n",
                "---\nname: Not A Name\ndescription: b\n---\n",
                "---\nname: ../up\ndescription: b\n---\n",
                "---\nname: a-\ndescription: b\n---\n",
                "---\nname: a\ndescription: [list]\n---\n",
                "---\nname: a\ndescription: b\nuser-invocable: perhaps\n---\n",
                "---\nname: a\ndescription: b\nmetadata: text\n---\n",
                "---\nname: a\ndescription: b\nmetadata: [1]\n---\n",
                "---\nname: a\ndescription: b\nmetadata: {openclaw: {requires: {bins: {a: b}}}}\n---\n",
                "---\nname: a\ndescription: b\nmetadata: {openclaw: {install: [x]}}\n---\n",
                "---\nname: a\ndescription: b\nmetadata: {tidepool: {kind: shell}}\n---\n",
                "---\nname: a\ndescription: b\ncommand-dispatch: tool\n---\n"
            })
    void whatIsMalformedIsToldSo(String text) {
        assertRefused(text, "");
    }

    @Test
    void limitsHoldAtTheirEdge() {
        String description = "d".repeat(1024);
        assertThat(SkillManifest.parse("---\nname: a\ndescription: " + description + "\n---\n")
                        .description())
                .hasSize(1024);
        assertRefused("---\nname: a\ndescription: " + description + "d\n---\n", "1024");
        assertThat(SkillName.isName("n".repeat(64))).isTrue();
        assertThat(SkillName.isName("n".repeat(65))).isFalse();
        assertRefused(with("x: " + "y".repeat(66_000)), "65536");
    }

    @Test
    void anchorsDoNotMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int at = 1; at < 12; at++) {
            String before = "*a" + (at - 1);
            bomb.append("a%d: &a%d [%s, %s, %s, %s, %s, %s, %s, %s, %s]\n"
                    .formatted(at, at, before, before, before, before, before, before, before, before, before));
        }
        assertThat(SkillManifest.parse(with(bomb.toString())).name()).isEqualTo(new SkillName("a"));
    }

    @Test
    void depthIsNoWayIn() {
        assertRefused(with("x: " + "[".repeat(5000) + "]".repeat(5000)), "");
        assertRefused(with("metadata: {\"openclaw\": " + "[".repeat(5000) + "]".repeat(5000) + "}"), "");
    }

    private static String with(String lines) {
        return "---\nname: a\ndescription: b\n" + lines.stripTrailing() + "\n---\nDo it.\n";
    }

    private static SkillEnvironment environment(String system) {
        return new SkillEnvironment(system, Set.of(), Set.of(), Set.of());
    }

    private static void assertRefused(String text, String detail) {
        assertThatThrownBy(() -> SkillManifest.parse(text)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(SkillFormatError.SKILL_MALFORMED);
            assertThat(problem.detail()).contains(detail);
        });
    }
}
