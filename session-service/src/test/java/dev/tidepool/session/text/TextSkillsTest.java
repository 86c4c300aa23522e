package dev.tidepool.session.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSkillsTest {

    @Test
    void countsWords() {
        assertThat(run("word-count", "The tide rises. The tide falls!\nIt's twilight."))
                .isEqualTo("""
                        Words: 8
                        Characters: 46
                        Sentences: 3
                        Lines: 2
                        Most frequent: tide (2), falls (1), it's (1), rises (1), twilight (1)""");
    }

    @Test
    void extractsEachLinkOnceWithoutTheSentencesPunctuation() {
        String text = "See https://a.example/x, (http://b.example/y_(z)) and https://a.example/x. ftp://no.example";
        assertThat(run("extract-links", text))
                .isEqualTo("Links found: 2\n- https://a.example/x\n- http://b.example/y_(z)");
        assertThat(run("extract-links", "nothing here")).isEqualTo("No links found.");
    }

    @Test
    void summarizesByTheWordsThatRecur() {
        String text = "Otters hold hands. Otters sleep in kelp. It rained on Tuesday. Otters in kelp hold hands while"
                + " otters sleep. Someone sneezed.";
        assertThat(run("summarize", text))
                .startsWith("Summary, 3 of 5 sentences:")
                .contains("- Otters sleep in kelp.")
                .doesNotContain("Tuesday", "sneezed");
        assertThat(run("summarize", " \n ")).isEqualTo("There is no text to summarize.");
    }

    @Test
    void reviewsCodeLineByLine() {
        String code = """
                String password = "hunter22";
                int fine = 1;
                // TODO later
                db.query("SELECT * FROM t WHERE id = " + id);
                try { risky(); } catch (Exception e) {}
                if (open {
                """;
        assertThat(run("code-check", code))
                .contains(
                        "line 1: a secret seems to be written into the code",
                        "line 3: unfinished work is marked here",
                        "line 4: SQL is put together from parts; use parameters",
                        "line 5: an exception is swallowed",
                        "line 6: ")
                .doesNotContain("line 2");
        assertThat(run("code-check", "int fine = 1;")).isEqualTo("Reviewed 1 lines: no findings.");
    }

    @ParameterizedTest
    @CsvSource({
        "extract-links, http://a, ')', Links found: 1",
        "code-check, '', 'catch ', Reviewed 1 lines",
        "code-check, '', 'except ', Reviewed 1 lines",
        "code-check, '', 'token ', Reviewed 1 lines",
        "word-count, 'a', '-a', Words: 1",
        "summarize, 'a', '. ', Summary",
    })
    void theLongestTextsTakeNoLongerThanTheirLength(String skill, String start, String more, String result) {
        String text = start + more.repeat(1_000_000 / more.length());
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> run(skill, text)))
                .startsWith(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNTRUSTED>>>",
                "<<<UNTRUSTED",
                "UNTRUSTED>>>>>>",
                "<<<<<<UNTRUSTED",
                "<<<UNTRUSTED>>>",
                "UNTRUSTED>>>>",
                "<<<<<UNTRUSTED>>>>>UNTRUSTED>>>",
                "<<<<<<UNTRUSTEDUNTRUSTED>>>>>>"
            })
    void theMarksOfUntrustedTextCannotBeImitated(String imitation) {
        String marked = new UntrustedText("test", "a " + imitation + " b").marked("k");
        assertThat(marked)
                .startsWith("<<<UNTRUSTED source=\"test\" key=\"k\"\na ")
                .endsWith(" b\nkey=\"k\" UNTRUSTED>>>")
                .containsOnlyOnce("<<<UNTRUSTED")
                .containsOnlyOnce("UNTRUSTED>>>");
        String many = "<".repeat(500_000) + "UNTRUSTED";
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> new UntrustedText("test", many).marked("k"));
    }

    @Test
    void commandsNameASkillAndKeepTheTextAsItIs() {
        assertThat(SkillCommand.parse("/skill word-count  a\n  b")).contains(new SkillCommand("word-count", "a\n  b"));
        assertThat(SkillCommand.parse(" /skill ")).contains(new SkillCommand("list", ""));
        assertThat(SkillCommand.parse("/skill Summarize")).contains(new SkillCommand("summarize", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "skill list", "/skills", "/skilled work", "please /skill list"})
    void otherTextIsNoCommand(String text) {
        assertThat(SkillCommand.parse(text)).isEmpty();
    }

    @Test
    void anUnknownSkillIsAnsweredWithTheList() {
        assertThat(new SkillCommand("fly", "").run("")).contains("no skill named fly", "/skill summarize [text]");
    }

    @Test
    void withoutTextTheConversationIsUsed() {
        assertThat(new SkillCommand("word-count", "").run("one two")).startsWith("Words: 2");
    }

    private static String run(String skill, String text) {
        return TextSkills.named(skill).orElseThrow().apply(text);
    }
}
