package dev.tidepool.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

    /** A gateway that is to admit whoever comes does not start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://*.example.org",
                "null",
                "https://app.example.org/",
                "https://app.example.org/page",
                "app.example.org",
                "HTTPS://APP.EXAMPLE.ORG",
                "https://app.example.org,https://evil.example"
            })
    void takesWholeOriginsOnly(String origin) {
        assertThatThrownBy(() -> new Cors(config(Set.of("https://app.example.org", origin))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tidepool.cors.origins")
                .hasMessageContaining(origin);
    }

    @Test
    void admitsWhatItKnowsAndWhatIsNoBrowser() {
        Cors cors = new Cors(config(Set.of("https://app.example.org", "http://[::1]:3000")));
        assertThat(cors.admits("https://app.example.org")).isTrue();
        assertThat(cors.admits("http://[::1]:3000")).isTrue();
        assertThat(cors.admits(null)).isTrue();
        assertThat(cors.admits("null")).isFalse();
        assertThat(cors.admits("https://app.example.org.evil.example")).isFalse();
    }

    private static CorsConfig config(Set<String> origins) {
        return new CorsConfig() {
            @Override
            public Optional<Set<String>> origins() {
                return Optional.of(origins);
            }

            @Override
            public Duration maxAge() {
                return Duration.ofHours(24);
            }
        };
    }
}
