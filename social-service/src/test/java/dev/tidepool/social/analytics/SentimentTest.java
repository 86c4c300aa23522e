package dev.tidepool.social.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"I love this", "What a wonderful, happy day!", "not bad at all", "LOVELY", "I can’t hate it"})
    void aGoodMoodIsPositive(String text) {
        assertThat(Sentiment.of(text)).isBetween(Sentiment.CLEAR, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I hate this", "a terrible, sad failure", "this isn't good", "nobody was very happy"})
    void aBadMoodIsNegative(String text) {
        assertThat(Sentiment.of(text)).isBetween(-100, -Sentiment.CLEAR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "The table has four legs", "Это хорошо", "好", "\u0000\u200b\ud83d\ude00", "<script>"})
    void whatSaysNothingOfAMoodIsNeutral(String text) {
        assertThat(Sentiment.of(text)).isZero();
    }

    @Test
    void anIntensifierMakesMoreOfItAndANegationTurnsIt() {
        assertThat(Sentiment.of("very good")).isGreaterThan(Sentiment.of("good"));
        assertThat(Sentiment.of("not good")).isNegative().isGreaterThan(-Sentiment.of("good"));
    }

    /** Of the formula: good is worth 3. */
    @Test
    void theScaleIsThatOfTheFormula() {
        assertThat(Sentiment.of("good")).isEqualTo(Math.round(100 * 3 / Math.sqrt(9 + 15)));
    }

    @Test
    void noTextLeavesTheScale() {
        assertThat(Sentiment.of("good ".repeat(100_000))).isEqualTo(100);
        assertThat(Sentiment.of("bad ".repeat(100_000))).isEqualTo(-100);
        assertThat(Sentiment.of("a-".repeat(100_000))).isZero();
    }
}
