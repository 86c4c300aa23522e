package dev.tidepool.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityEventTest {

    @Test
    void holdsNoSecretAndNothingLong() {
        SecurityEvent event = event(
                "login.failed",
                Map.of("agent", "x".repeat(1000), "header", "Bearer " + "abcdefgh".repeat(4), "nul", "a\0b"));
        assertThat(event.details().get("agent")).hasSize(256).endsWith("x…");
        assertThat(event.details()).containsEntry("header", "[redacted]").containsEntry("nul", "ab");
    }

    @Test
    void refusesATypeThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event("Revoked!", Map.of()))
                .withMessageContaining("Revoked!");
    }

    private static SecurityEvent event(String type, Map<String, String> details) {
        return SecurityEvent.anonymous(type, Severity.INFO, Optional.empty(), Origin.NONE, details);
    }
}
