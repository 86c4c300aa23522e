package dev.tidepool.staking.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidepool.staking.chain.Inflation;
import dev.tidepool.staking.solana.Lamports;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a year earns, by hand and by what must hold of it. */
class EstimateTest {

    private static final long SOL = 1_000_000_000L;

    /** 5 % of ten times the stake is half the stake in a year, which is 182.6 epochs. */
    private static final double EPOCH_YIELD = 0.5 * 432_000 * 0.4 / 31_556_925.9936;

    private static final double EPOCHS = 31_556_925.9936 / (432_000 * 0.4);

    @Test
    void compoundsAnEpochsYieldOverAYear() {
        Estimate.Known estimate = known(
                new Cluster()
                        .with("one", 0, SOL, 1000, 1000)
                        .with("two", 0, SOL, 1000, 1000)
                        .read(),
                "one");

        assertThat(estimate.apy()).isCloseTo(Math.pow(1 + EPOCH_YIELD, EPOCHS) - 1, within(1e-9));
        assertThat(estimate.apy()).isCloseTo(0.6476, within(1e-3));
    }

    @Test
    void sharesByCreditsAndTakesTheCommission() {
        // The mean is 900; "good" has 10/9 of it, "bad" 8/9, of which 25 % are kept back.
        ValidatorSet set = new Cluster()
                .with("good", 0, SOL, 1000, 1000)
                .with("bad", 25, SOL, 800, 800)
                .read();

        assertThat(known(set, "good").epochs().getFirst().yield()).isCloseTo(EPOCH_YIELD * 10 / 9, within(1e-12));
        assertThat(known(set, "bad").epochs().getFirst().yield()).isCloseTo(EPOCH_YIELD * 8 / 9 * 0.75, within(1e-12));
    }

    @Test
    void spreadsFromTheWorstEpochToTheBest() {
        Estimate.Known estimate = known(
                new Cluster()
                        .with("uneven", 0, SOL, 500, 1500, 1000, 1000)
                        .with("even", 0, 9 * SOL, 1000, 1000, 1000, 1000)
                        .read(),
                "uneven");

        Estimate.Spread spread = estimate.spread().orElseThrow();
        assertThat(spread.low()).isCloseTo(Math.pow(1 + EPOCH_YIELD * 500 / 950, EPOCHS) - 1, within(1e-9));
        assertThat(spread.high()).isCloseTo(Math.pow(1 + EPOCH_YIELD * 1500 / 1050, EPOCHS) - 1, within(1e-9));
        assertThat(estimate.apy()).isBetween(spread.low(), spread.high());
        assertThat(ApyView.of(estimate).uncertainty().orElseThrow().epochs()).isEqualTo(4);
    }

    @Test
    void saysNoSpreadOfOneEpochAlone() {
        Estimate.Known estimate = known(new Cluster().with("one", 0, SOL, 1000).read(), "one");

        assertThat(estimate.spread()).isEmpty();
        assertThat(ApyView.of(estimate).reason()).contains("One epoch alone shows no spread.");
    }

    @Test
    void doesNotCountTheEpochInWhichAValidatorBegan() {
        ValidatorSet set = new Cluster()
                .with("old", 0, SOL, 1000, 1000, 1000, 1000)
                .withYoung("young", 0, SOL, 10, 1000)
                .withYoung("newborn", 0, SOL, 900)
                .read();

        assertThat(known(set, "young").epochs())
                .extracting(Estimate.EpochYield::epoch)
                .containsExactly(99L);
        assertThat(reason(set, "newborn")).isEqualTo("It has not voted in a whole epoch that is over.");
    }

    @Test
    void countsAnEpochWithoutVotesAsNothing() {
        // Its credits end two epochs ago; it votes again, but earned nothing in between.
        Cluster cluster = new Cluster().with("steady", 0, SOL, 1000, 1000, 1000, 1000);
        var earlier =
                new Cluster().with("gap", 0, SOL, 1000, 1000, 0, 0).standings().getFirst();
        cluster.with("gap", 0, SOL, false, earlier.lastVote(), earlier.credits().subList(0, 2));

        assertThat(known(cluster.read(), "gap").epochs())
                .filteredOn(epoch -> epoch.yield() == 0)
                .extracting(Estimate.EpochYield::epoch)
                .containsExactly(98L, 99L);
    }

    @Test
    void earnsNothingWhereAllIsKept() {
        ValidatorSet set = new Cluster().with("greedy", 100, SOL, 1000, 1000).read();

        assertThat(known(set, "greedy").apy()).isZero();
    }

    @Test
    void estimatesNothingWithoutItsInputs() {
        Cluster cluster = new Cluster().with("one", 0, SOL, 1000, 1000);
        Inflation inflation = new Inflation(0.05, 0.05, Cluster.EPOCH);

        assertThat(reason(cluster.read(Optional.empty(), Optional.of(Lamports.MAX)), "one"))
                .isEqualTo("The RPC endpoint does not tell the inflation rate.");
        assertThat(reason(cluster.read(Optional.of(inflation), Optional.empty()), "one"))
                .isEqualTo("The RPC endpoint does not tell the total supply.");
        assertThat(reason(new Cluster().with("one", 0, 0, 1000).read(), "one")).isEqualTo("Nothing is staked.");
        ApyView view = ApyView.of(cluster.read(Optional.empty(), Optional.empty())
                .find(Cluster.address("one"))
                .orElseThrow()
                .estimate());
        assertThat(view.estimate()).isEmpty();
        assertThat(view.uncertainty()).isEmpty();
    }

    @Test
    void estimatesNothingOfAValidatorThatHasStopped() {
        ValidatorSet set = new Cluster()
                .with("votes", 0, SOL, 1000, 1000)
                .withDelinquent("stopped", 0, SOL, 1000, 1000)
                .read();

        assertThat(reason(set, "stopped")).startsWith("It does not vote now");
        assertThat(set.find(Cluster.address("stopped")).orElseThrow().slotsBehind())
                .isEqualTo(200);
    }

    /** Without commissions, all that the cluster pays for an epoch is paid to somebody, and no more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sharesOutExactlyWhatThereIs(long seed) {
        Random random = new Random(seed);
        Cluster cluster = new Cluster();
        int validators = 1 + random.nextInt(40);
        for (int count = 0; count < validators; count++) {
            cluster.with(
                    "validator " + count,
                    0,
                    1 + random.nextInt(1_000_000_000),
                    random.nextInt(1000),
                    random.nextInt(1000),
                    1 + random.nextInt(1000),
                    1 + random.nextInt(1000));
        }
        ValidatorSet set = cluster.read();

        for (long epoch : set.meanCredits().keySet()) {
            double paid = set.all().stream()
                    .mapToDouble(validator -> validator.account().activated().bits()
                            * ((Estimate.Known) validator.estimate())
                                    .epochs().stream()
                                            .filter(line -> line.epoch() == epoch)
                                            .findFirst()
                                            .orElseThrow()
                                            .yield())
                    .sum();
            double due = set.economy().epochRewards().orElseThrow();
            assertThat(paid / due).isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void neverEarnsMoreForMoreCommissionOrFewerCredits(long seed) {
        Random random = new Random(seed);
        long credits = 100 + random.nextInt(900);
        int commission = random.nextInt(100);
        ValidatorSet set = new Cluster()
                .with("base", commission, SOL, credits, credits)
                .with("dearer", commission + 1, SOL, credits, credits)
                .with("lazier", commission, SOL, credits - 1, credits)
                .read();

        assertThat(known(set, "dearer").apy()).isLessThan(known(set, "base").apy());
        assertThat(known(set, "lazier").apy()).isLessThan(known(set, "base").apy());
    }

    private static Estimate.Known known(ValidatorSet set, String name) {
        return (Estimate.Known) set.find(Cluster.address(name)).orElseThrow().estimate();
    }

    private static String reason(ValidatorSet set, String name) {
        return ((Estimate.Unknown) set.find(Cluster.address(name)).orElseThrow().estimate()).reason();
    }
}
