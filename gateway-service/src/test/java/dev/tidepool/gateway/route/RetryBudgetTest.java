package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private static final long SECOND = 1_000_000_000;

    private final RetryBudget budget = new RetryBudget(new RetryBudget.Rules(0.2, 3, 10), 0);

    @Test
    void allowsAFewASecondWhateverTheRequests() {
        assertThat(spendAll(0)).isEqualTo(3);
        assertThat(spendAll(SECOND)).isEqualTo(3);
        assertThat(budget.spend(SECOND)).isFalse();
    }

    @Test
    void allowsAShareOfTheRequests() {
        spendAll(0);
        for (int i = 0; i < 26; i++) {
            budget.earn();
        }
        assertThat(spendAll(0)).isEqualTo(5);
    }

    @Test
    void savesUpNoMoreThanItMay() {
        for (int i = 0; i < 1000; i++) {
            budget.earn();
        }
        assertThat(spendAll(1000 * SECOND)).isEqualTo(10);
    }

    @Test
    void refusesRulesThatMakeNoSense() {
        assertThatThrownBy(() -> new RetryBudget.Rules(1.5, 3, 10)).hasMessageContaining("share");
    }

    private int spendAll(long now) {
        int spent = 0;
        while (budget.spend(now)) {
            spent++;
        }
        return spent;
    }
}
