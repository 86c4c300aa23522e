package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutClassTest {

    private final ProxyConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ProxyConfig.class)
            .build()
            .getConfigMapping(ProxyConfig.class);

    /** Tests of the started gateway have shorter ones. */
    @Test
    void isThisLongUnlessItIsSetOtherwise() {
        assertThat(config.timeoutOf(TimeoutClass.STANDARD)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.timeoutOf(TimeoutClass.ANALYTICS)).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.timeoutOf(TimeoutClass.EXPORT)).isEqualTo(Duration.ofSeconds(120));
        assertThat(config.timeoutOf(TimeoutClass.HEALTH)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void givesAStreamMoreTimeBetweenItsPiecesThanBeforeTheFirst() {
        assertThat(config.idleTimeout()).isGreaterThan(config.timeoutOf(TimeoutClass.STREAM));
    }
}
