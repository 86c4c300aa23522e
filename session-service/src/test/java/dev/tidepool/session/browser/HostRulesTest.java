package dev.tidepool.session.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.problem.Problem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostRulesTest {

    @Test
    void allowsHostsByNameAndByDomain() {
        HostRules rules = HostRules.of("hosts", List.of("Reef.example", "*.tide.example"));
        assertThat(rules.allow("reef.EXAMPLE")).isTrue();
        assertThat(rules.allow("a.b.tide.example")).isTrue();
        assertThat(rules.allow("tide.example")).isFalse();
        assertThat(rules.allow("eviltide.example")).isFalse();
        assertThat(rules.allow("x.reef.example")).isFalse();
    }

    @Test
    void withoutAListEveryHostIsAllowedAndTwoListsMustBothAllow() {
        assertThat(HostRules.ALL.allow("any.example")).isTrue();
        HostRules both =
                HostRules.of("hosts", List.of("*.example")).within(HostRules.of("hosts", List.of("a.example")));
        assertThat(both.allow("a.example")).isTrue();
        assertThat(both.allow("b.example")).isFalse();
    }

    @Test
    void refusesWhatIsNoHost() {
        List<String> many = Collections.nCopies(101, "a.example");
        assertThatThrownBy(() -> HostRules.of("hosts", many)).isInstanceOf(Problem.class);
        for (String wrong : List.of("*", "http://a.example", "a.*.example", "a b", "")) {
            assertThatThrownBy(() -> HostRules.of("hosts", List.of(wrong))).isInstanceOf(Problem.class);
        }
    }
}
