package dev.tidepool.staking.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.validator.Cluster;
import dev.tidepool.staking.validator.ValidatorSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is recommended, and what is said of it. */
class ScoringTest {

    private static final List<String> NAMES =
            List.of("giant", "large", "fair", "dear", "lazy", "uneven", "young", "stopped");

    /** The giant and the large one hold more than a third; the smaller of them 150. */
    private final ValidatorSet set = cluster().read();

    private static Cluster cluster() {
        return new Cluster()
                .with("giant", 0, 200, 1000, 1000, 1000, 1000)
                .with("large", 0, 150, 1000, 1000, 1000, 1000)
                .with("fair", 5, 100, 1000, 1000, 1000, 1000)
                .with("dear", 50, 100, 1000, 1000, 1000, 1000)
                .with("lazy", 5, 100, 600, 600, 600, 600)
                .with("uneven", 5, 100, 1000, 200, 1000, 1000)
                .withYoung("young", 0, 90, 1000)
                .withDelinquent("stopped", 0, 100, 1000, 1000, 1000, 1000);
    }

    @Test
    void leavesOutWhatIsNotWantedAndSaysHowMany() {
        Recommendations ranked = Scoring.rank(set, preferences(10, true, 0.5));

        assertThat(names(ranked)).containsExactlyInAnyOrder("giant", "large", "fair", "lazy", "uneven");
        assertThat(ranked.excluded()).isEqualTo(new Recommendations.Excluded(1, 1, 1));
        assertThat(ranked.eligible()).isEqualTo(5);
    }

    @Test
    void weighsTheSuperminorityDownTheMoreItMatters() {
        assertThat(names(Scoring.rank(set, preferences(10, true, 0)))).startsWith("large", "giant");
        assertThat(names(Scoring.rank(set, preferences(10, true, 0.5)))).startsWith("fair");
        List<String> decentral = names(Scoring.rank(set, preferences(10, true, 1)));
        assertThat(decentral.subList(3, 5)).containsExactlyInAnyOrder("large", "giant");
        assertThat(find(Scoring.rank(set, preferences(10, true, 1)), "giant").score())
                .isZero();
    }

    @Test
    void scoresByItsFormula() {
        Recommendation fair = find(Scoring.rank(set, preferences(100, true, 0.25)), "fair");

        assertThat(fair.parts().yield()).isCloseTo(0.95, within(1e-9));
        assertThat(fair.parts().reliability()).isCloseTo(1, within(1e-9));
        assertThat(fair.parts().decentralization()).isCloseTo(1 - 110.0 / 150, within(1e-9));
        assertThat(fair.score()).isCloseTo(0.75 * (0.7 * 0.95 + 0.3) + 0.25 * (1 - 110.0 / 150), within(1e-9));
    }

    @Test
    void trustsAWorstEpochLess() {
        Recommendations ranked = Scoring.rank(set, preferences(10, true, 0));

        double uneven = find(ranked, "uneven").parts().reliability();
        assertThat(uneven).isLessThan(0.5);
        assertThat(find(ranked, "lazy").parts().reliability()).isBetween(0.6, 0.8);
    }

    @Test
    void countsTheAmountThatIsToBeStaked() {
        Preferences much = new Preferences(Lamports.of(50), 10, true, 0.5, 10);

        Recommendation fair = find(Scoring.rank(set, much), "fair");

        assertThat(fair.parts().decentralization()).isZero();
        assertThat(fair.reasons()).anyMatch(reason -> reason.contains("with this amount it would be as large"));
    }

    @Test
    void warnsOfAValidatorThatHasStopped() {
        Recommendation stopped = find(Scoring.rank(set, preferences(10, false, 0.5)), "stopped");

        assertThat(stopped.parts().reliability()).isZero();
        assertThat(stopped.reasons()).anyMatch(reason -> reason.contains("200 slots behind"));
        assertThat(stopped.reasons()).anyMatch(reason -> reason.startsWith("There is no estimate"));
    }

    @Test
    void givesReasonsInSentences() {
        Recommendations ranked = Scoring.rank(set, preferences(100, true, 0.5));

        assertThat(find(ranked, "dear").reasons()).contains("It keeps 50 % of the rewards.");
        assertThat(find(ranked, "giant").reasons())
                .contains("It takes no commission.")
                .anyMatch(reason -> reason.contains("more stake there makes the cluster weaker"));
        assertThat(ranked.best())
                .allSatisfy(found -> assertThat(found.reasons()).hasSize(4).allMatch(line -> line.endsWith(".")));
    }

    @Test
    void ranksWithoutInflationAndSupplyTheSame() {
        ValidatorSet poor = cluster().read(Optional.empty(), Optional.empty());

        assertThat(names(Scoring.rank(poor, preferences(100, true, 0.3))))
                .isEqualTo(names(Scoring.rank(set, preferences(100, true, 0.3))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.9, 1})
    void isTheSameEachTimeAndInRange(double weight) {
        Recommendations ranked = Scoring.rank(set, preferences(100, false, weight));

        assertThat(ranked.best())
                .isEqualTo(Scoring.rank(cluster().read(), preferences(100, false, weight))
                        .best());
        assertThat(ranked.best())
                .isSortedAccordingTo((left, right) -> Double.compare(right.score(), left.score()))
                .allSatisfy(found -> assertThat(found.score()).isBetween(0.0, 1.0));
    }

    @Test
    void givesNoMoreThanAreWanted() {
        assertThat(Scoring.rank(set, new Preferences(Lamports.of(10), 100, false, 0.5, 2))
                        .best())
                .hasSize(2);
    }

    private static Preferences preferences(int maxCommission, boolean excludeDelinquent, double weight) {
        return new Preferences(Lamports.of(10), maxCommission, excludeDelinquent, weight, 50);
    }

    private static Recommendation find(Recommendations ranked, String name) {
        return ranked.best().stream()
                .filter(found -> name(found).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Recommendations ranked) {
        return ranked.best().stream().map(ScoringTest::name).toList();
    }

    private static String name(Recommendation found) {
        return NAMES.stream()
                .filter(name ->
                        Cluster.address(name).equals(found.validator().account().address()))
                .findFirst()
                .orElseThrow();
    }
}
