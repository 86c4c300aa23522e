package dev.tidepool.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key tidepool_%s used",
                "key moltbook_%s used",
                "path=/claim/moltbook_claim_%s",
                "moltbook_owner_%s, moltbook_identity_%1$s",
                "{\"owner_token\":\"%s\"}",
                "tidepool_refresh_%s and tidepool_invite_%1$s",
                "Authorization: Bearer %s",
                "authorization=%s, next",
                "{\"password\":\"%s\"}",
                "X-API-Key: %s",
                "?token=%s&page=1",
                "eyJhbGciOiJFUzI1NiJ9.eyJ%s.abc"
            })
    void takesOutSecretsWhereverTheyStand(String line) {
        assertThat(Redaction.redact(line.formatted(SECRET)))
                .doesNotContain(SECRET)
                .contains("[redacted]");
    }

    @Test
    void leavesOrdinaryLinesAlone() {
        String line = "event=request method=GET path=/v1/sessions status=200 bytes=12 micros=345";
        assertThat(Redaction.redact(line)).isSameAs(line);
    }

    @Test
    void takesSecretsOutOfFailuresAndTheirCauses() {
        Throwable cause = new IllegalStateException("refused password=" + SECRET);
        LogRecord entry = new LogRecord(Level.SEVERE, "event=failed");
        entry.setThrown(new IllegalArgumentException("outer", cause));
        new RedactionFilter().isLoggable(entry);
        StringWriter printed = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString())
                .doesNotContain(SECRET)
                .contains("IllegalArgumentException: outer")
                .contains("takesSecretsOutOfFailuresAndTheirCauses");
    }

    @Test
    void leavesOtherFailuresAsTheyAre() {
        Throwable failure = new IllegalStateException("the disk is full");
        assertThat(RedactedFailure.of(failure)).isSameAs(failure);
    }
}
