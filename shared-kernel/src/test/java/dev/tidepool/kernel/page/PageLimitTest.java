package dev.tidepool.kernel.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import org.junit.jupiter.api.Test;

class PageLimitTest {

    @Test
    void holdsItsEdges() {
        assertThat(PageLimit.of(null).value()).isEqualTo(PageLimit.DEFAULT);
        assertThat(PageLimit.of(1).value()).isEqualTo(1);
        assertThat(PageLimit.of(100).value()).isEqualTo(100);
        assertThatThrownBy(() -> PageLimit.of(0)).isInstanceOf(Problem.class).hasMessageContaining("limit");
        assertThatThrownBy(() -> PageLimit.of(101)).isInstanceOf(Problem.class);
    }
}
