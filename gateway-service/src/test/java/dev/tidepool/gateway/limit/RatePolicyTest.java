package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.caller.Caller;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatePolicyTest {

    private static RatePolicy policy(Map<String, String> settings) {
        return new RatePolicy(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(LimitConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(LimitConfig.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open-source-per-minute",
                "teams-per-minute",
                "government-per-minute",
                "anonymous-per-minute",
                "anonymous-per-hour"
            })
    void refusesALimitOutOfRangeAndNamesTheSetting(String setting) {
        for (String limit : Set.of("0", "-1", "1000001")) {
            assertThatThrownBy(() -> policy(Map.of("tidepool.limit." + setting, limit)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tidepool.limit." + setting)
                    .hasMessageContaining("between 1 and 1000000");
        }
    }

    @Test
    void bindsNobodyInParticularByAddress() {
        RateSubject subject = policy(Map.of()).subjectOf(new Caller.Anonymous(Set.of()), () -> "192.0.2.7");
        assertThat(subject.key()).isEqualTo("address:192.0.2.7");
        assertThat(subject.rules()).extracting(RateRule::limit).containsExactly(60, 1000);
    }
}
