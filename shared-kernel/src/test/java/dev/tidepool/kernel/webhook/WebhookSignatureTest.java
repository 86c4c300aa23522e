package dev.tidepool.kernel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final byte[] BODY = "{\"a\":\"\uD83E\uDD80\"}".getBytes(StandardCharsets.UTF_8);

    /** By {@code printf '1700000000.{}' | openssl dgst -sha256 -hmac secret}. */
    @Test
    void isTheHmacOfTimeAndBody() {
        assertThat(WebhookSignature.of("secret", TIME, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163");
    }

    @Test
    void isValidForWhatWasSignedWithinTheTolerance() {
        String header = WebhookSignature.of("secret", TIME, BODY);
        assertThat(WebhookSignature.isValid(header, "secret", BODY, TIME.plusSeconds(300), TOLERANCE))
                .isTrue();
        assertThat(WebhookSignature.isValid(header, "secret", BODY, TIME.plusSeconds(301), TOLERANCE))
                .isFalse();
        assertThat(WebhookSignature.isValid(header, "secret", BODY, TIME.minusSeconds(301), TOLERANCE))
                .isFalse();
    }

    @Test
    void isNotValidForAnotherSecretOrBody() {
        String header = WebhookSignature.of("secret", TIME, BODY);
        assertThat(WebhookSignature.isValid(header, "Secret", BODY, TIME, TOLERANCE))
                .isFalse();
        assertThat(WebhookSignature.isValid(header, "secret", new byte[] {'{', '}'}, TIME, TOLERANCE))
                .isFalse();
        String later = header.replace("t=1700000000", "t=1700000001");
        assertThat(WebhookSignature.isValid(later, "secret", BODY, TIME, TOLERANCE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t=1,v1=", "v1=00", "t=99999999999999999999,v1=00", "t=-1,v1=00"})
    void whatIsMalformedIsNotValid(String header) {
        assertThat(WebhookSignature.isValid(header, "secret", BODY, TIME, TOLERANCE))
                .isFalse();
    }
}
