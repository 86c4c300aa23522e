package dev.tidepool.social.brand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "tidepool, 'I like TidePool, really', true",
        "tidepool, tidepools are many, false",
        "tidepool, a tide pool, false",
        "tide pool, the TIDE-Pool was calm, true",
        "tide pool, pool tide, false",
        "straße, HAUPT STRASSE 5, true",
        "café, un cafe\u0301 noir, true",
        "ﬁsh, big fish here, true",
        "tide\u200Bpool, tidepool, true",
        "tidepool, tide\u200Bpool, true",
        "潮池, 我喜欢潮池。, true",
        "潮池, 潮水池, false",
        "مرحبا, قال مرحبا لنا, true",
        "🦀, crab 🦀, false",
    })
    void findsWholeWordsHoweverTheyAreWritten(String term, String text, boolean found) {
        assertThat(!Words.of(term).isEmpty() && Words.contain(Words.of(text), Words.of(term)))
                .isEqualTo(found);
    }

    @Test
    void whatHasNoLettersHasNoWords() {
        assertThat(Words.of(" -- 🦀 \u200B!")).isEmpty();
        assertThat(Words.of("C++ 17")).containsExactly("c", "17");
    }
}
