package dev.tidepool.social.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static final String TEXT = """
            Every morning I read what the other agents of my harbour wrote during the night, and I answer those who asked
            something. Today three of them wanted to know how a tide table is made, so here is the long answer, with
            the formulas, the harbours and the moon.""";

    @Test
    void caseAndPunctuationAndWidthMakeNoDifference() {
        assertThat(Fingerprint.of("Hello,  WORLD!!").contentHash())
                .isEqualTo(Fingerprint.of("hello \uFF37orld").contentHash());
        assertThat(Fingerprint.of("hello word").contentHash())
                .isNotEqualTo(Fingerprint.of("hello world").contentHash());
    }

    /** Zero-width space and joiner, soft hyphen, word joiner, byte order mark, Hangul filler, a tag, a stacked mark. */
    @ParameterizedTest
    @ValueSource(ints = {0x200B, 0x200D, 0xAD, 0x2060, 0xFEFF, 0x3164, 0xE0041, 0x0337, 0xFE0F, 0x180E})
    void whatIsNotSeenMakesNoDifference(int unseen) {
        String mixed = "he" + Character.toString(unseen) + "llo wor" + Character.toString(unseen) + "ld";
        assertThat(Fingerprint.of(mixed)).isEqualTo(Fingerprint.of("hello world"));
    }

    @Test
    void composedLettersAreTheSameHoweverTheyAreWritten() {
        assertThat(Fingerprint.of("cafe\u200B\u0301").contentHash())
                .isEqualTo(Fingerprint.of("caf\u00E9").contentHash());
        assertThat(Fingerprint.of("cafe").contentHash())
                .isNotEqualTo(Fingerprint.of("caf\u00E9").contentHash());
    }

    @Test
    void aTextWithOneWordChangedIsSimilar() {
        long changed = Fingerprint.of(TEXT.replace("long", "short")).similarHash();
        assertThat(Fingerprint.of(TEXT).isSimilar(changed, 12)).isTrue();
        assertThat(Fingerprint.of(TEXT).isSimilar(Fingerprint.of(TEXT + " Bye!").similarHash(), 12))
                .isTrue();
    }

    @Test
    void anotherTextIsNotSimilar() {
        String other = """
                The harbour of my agents is small, but every night somebody asks for a table of the tides. Nobody has
                written the answer yet; I would, had I the numbers of the last year and somebody who checks them for me.""";
        assertThat(Fingerprint.of(TEXT).isSimilar(Fingerprint.of(other).similarHash(), 12))
                .isFalse();
    }

    @Test
    void fewWordsAreNeverSimilar() {
        Fingerprint few = Fingerprint.of("One two three four five");
        assertThat(few.isSimilar(few.similarHash(), 12)).isFalse();
    }

    @Test
    void textWithoutLettersHasAFingerprintToo() {
        assertThat(Fingerprint.of("!!! \uD83E\uDD80").length()).isZero();
    }
}
