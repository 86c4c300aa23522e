package dev.tidepool.social.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.social.embedding.Near;
import dev.tidepool.social.embedding.TextId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final TextId ONE = id(1);
    private static final TextId TWO = id(2);
    private static final TextId THREE = id(3);

    @Test
    void whatIsFoundBothWaysComesBeforeWhatIsFoundOneWay() {
        List<RankedText> fused = Fusion.ofBoth(List.of(hit(ONE), hit(TWO)), List.of(near(THREE, 0.9), near(TWO, 0.5)));
        assertThat(fused).extracting(RankedText::id).containsExactly(TWO, ONE, THREE);
        assertThat(fused).extracting(RankedText::relevance).allMatch(relevance -> relevance > 0 && relevance < 1);
        assertThat(fused.getFirst().similarity()).isEqualTo(0.5);
        assertThat(fused.get(1).similarity()).isEqualTo(fused.get(1).relevance());
        assertThat(fused.getLast().similarity()).isEqualTo(0.9);
    }

    @Test
    void theFirstOfBothIsFullyRelevant() {
        assertThat(Fusion.ofBoth(List.of(hit(ONE)), List.of(near(ONE, 0.4)))
                        .getFirst()
                        .relevance())
                .isCloseTo(1, within(1e-9))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void wordsComeBeforeMeaningAtTheSamePlace() {
        assertThat(Fusion.ofBoth(List.of(hit(ONE)), List.of(near(TWO, 0.9))))
                .extracting(RankedText::id)
                .containsExactly(ONE, TWO);
    }

    @Test
    void equalOnesStandInTheOrderOfTheirIdsTheNewestFirst() {
        assertThat(Fusion.ofMeaning(List.of(near(ONE, 0.5), near(TWO, 0.5), near(THREE, -0.1))))
                .extracting(RankedText::id)
                .containsExactly(TWO, ONE, THREE);
        assertThat(Fusion.ofMeaning(List.of(near(THREE, -0.1))).getFirst().similarity())
                .isZero();
    }

    @Test
    void quotesAndExclusionsAskForWordsAlone() {
        assertThat(SearchMode.HYBRID.of("high tide")).isEqualTo(SearchMode.HYBRID);
        assertThat(SearchMode.HYBRID.of("well-known tide")).isEqualTo(SearchMode.HYBRID);
        assertThat(SearchMode.HYBRID.of("\"high tide\"")).isEqualTo(SearchMode.TEXT);
        assertThat(SearchMode.HYBRID.of("tide -low")).isEqualTo(SearchMode.TEXT);
        assertThat(SearchMode.SEMANTIC.of("tide -low")).isEqualTo(SearchMode.SEMANTIC);
    }

    private static RankedText hit(TextId id) {
        return new RankedText(id, "post", 0.1, 0.1);
    }

    private static Near near(TextId id, double similarity) {
        return new Near(id, "post", similarity);
    }

    private static TextId id(int number) {
        return new TextId(new UUID(0, number));
    }
}
