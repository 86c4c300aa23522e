package dev.tidepool.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final long NOW = 1_000_000_000L;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ProxyConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ProxyConfig.class)
            .build()
            .getConfigMapping(ProxyConfig.class);
    private final Endpoints endpoints = new Endpoints(
            Upstream.SESSION,
            List.of(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2")),
            config,
            metrics);
    private final RetryBudget budget = new RetryBudget(config.retry().budget(), NOW);

    @Test
    void repeatsOnlyWhatIsAsGoodDoneTwice() {
        assertThat(attempts().mayRepeat(HttpMethod.GET, false, NOW)).isTrue();
        assertThat(attempts().mayRepeat(HttpMethod.DELETE, false, NOW)).isTrue();
        assertThat(attempts().mayRepeat(HttpMethod.PUT, true, NOW)).isFalse();
        assertThat(attempts().mayRepeat(HttpMethod.POST, false, NOW)).isFalse();
        assertThat(attempts().mayRepeat(HttpMethod.PATCH, false, NOW)).isFalse();
    }

    @Test
    void triesTwiceMoreAtMostAndElsewhereNext() {
        Attempts attempts = new Attempts(endpoints, new Balancer(endpoints.addresses()), budget, config.retry());
        Endpoint first = attempts.next(NOW);
        assertThat(attempts.mayTryAgain(NOW)).isTrue();
        assertThat(attempts.next(NOW)).isNotSameAs(first);
        assertThat(attempts.mayTryAgain(NOW)).isTrue();
        attempts.next(NOW);
        assertThat(attempts.retries()).isEqualTo(2);
        assertThat(attempts.mayTryAgain(NOW)).isFalse();
    }

    @Test
    void waitsAtRandomAndTwiceAsLongTheSecondTime() {
        Attempts attempts = attempts();
        assertThat(attempts.pause(0)).isEqualTo(Duration.ofMillis(1));
        assertThat(attempts.pause(0.5)).isEqualTo(Duration.ofMillis(11));
        assertThat(attempts.pause(1)).isEqualTo(Duration.ofMillis(21));
        attempts.next(NOW);
        assertThat(attempts.pause(1)).isEqualTo(Duration.ofMillis(41));
    }

    /** What all requests of a loop may repeat has a limit, or retries would finish off a service that is in trouble. */
    @Test
    void isDeniedWhatTheBudgetDoesNotHold() {
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            granted += attempts().mayTryAgain(NOW) ? 1 : 0;
        }
        assertThat(granted).as("three a second, and one for five requests").isBetween(20, 29);
        assertThat(retries("sent")).isEqualTo(granted);
        assertThat(retries("denied")).isEqualTo(100 - granted);
    }

    private double retries(String outcome) {
        return metrics.get("tidepool.upstream.retries")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    /** Of a request that was sent once. */
    private Attempts attempts() {
        Attempts attempts = new Attempts(endpoints, new Balancer(endpoints.addresses()), budget, config.retry());
        attempts.next(NOW);
        return attempts;
    }
}
