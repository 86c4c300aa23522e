package dev.tidepool.staking.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValidatorSetTest {

    private static final ValidatorFilter ANY = ValidatorFilter.of(null, null);

    private final ValidatorSet set = new Cluster()
            .with("large", 7, 50, 900, 900)
            .with("middle", 0, 30, 1000, 1000)
            .withDelinquent("stopped", 0, 15, 1000, 1000)
            .with("small", 7, 5, 1000, 1000)
            .read();

    @Test
    void sortsByStakeEstimateOrCommission() {
        assertThat(names(ValidatorOrder.STAKE, ANY)).containsExactly("large", "middle", "stopped", "small");
        assertThat(names(ValidatorOrder.APY, ANY)).containsExactly("middle", "small", "large", "stopped");
        assertThat(names(ValidatorOrder.COMMISSION, ANY)).containsExactly("middle", "stopped", "large", "small");
    }

    @Test
    void filtersByVotingAndCommission() {
        assertThat(names(ValidatorOrder.STAKE, ValidatorFilter.of("true", null)))
                .containsExactly("stopped");
        assertThat(names(ValidatorOrder.STAKE, ValidatorFilter.of("false", "6")))
                .containsExactly("middle");
        assertThat(set.count(ValidatorFilter.of(null, "6"))).isEqualTo(2);
        assertThatThrownBy(() -> ValidatorFilter.of("yes", null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.members()).containsEntry("field", "delinquent"));
        assertThatThrownBy(() -> ValidatorFilter.of(null, "101"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.members()).containsEntry("field", "maxCommission"));
    }

    @Test
    void goesOnAfterAPlaceThoughItsValidatorHasGone() {
        Place gone = new Place(BigDecimal.valueOf(-30), "zzzz");

        Page<Validator> rest = set.page(ValidatorOrder.STAKE, ANY, Optional.of(gone), new PageLimit(10));

        assertThat(rest.map(ValidatorSetTest::name)).containsExactly("stopped", "small");
    }

    @Test
    void knowsTheFewWhoHoldMoreThanAThird() {
        assertThat(names(new Cluster()
                        .with("a", 0, 34, 1)
                        .with("b", 0, 33, 1)
                        .with("c", 0, 33, 1)
                        .read()))
                .containsExactly("a");
        // A third exactly is not more than a third.
        assertThat(names(new Cluster()
                        .with("a", 0, 10, 1)
                        .with("b", 0, 10, 1)
                        .with("c", 0, 10, 1)
                        .read()))
                .hasSize(2);
        assertThat(names(new Cluster().with("a", 0, 0, 1).read())).isEmpty();
    }

    @Test
    void sharesTheStake() {
        assertThat(set.all()).extracting(Validator::share).containsExactly(0.5, 0.3, 0.15, 0.05);
    }

    private static List<String> names(ValidatorSet set) {
        return set.all().stream()
                .filter(Validator::superminor)
                .map(ValidatorSetTest::name)
                .toList();
    }

    /** Page by page of one. */
    private List<String> names(ValidatorOrder order, ValidatorFilter filter) {
        List<String> names = new ArrayList<>();
        Optional<Place> after = Optional.empty();
        Page<Validator> page;
        do {
            page = set.page(order, filter, after, new PageLimit(1));
            page.items().forEach(validator -> names.add(name(validator)));
            after = page.items().stream().findFirst().map(order::placeOf);
        } while (page.hasMore());
        return names;
    }

    private static String name(Validator validator) {
        return List.of("large", "middle", "stopped", "small", "a", "b", "c").stream()
                .filter(name -> Cluster.address(name).equals(validator.account().address()))
                .findFirst()
                .orElseThrow();
    }
}
