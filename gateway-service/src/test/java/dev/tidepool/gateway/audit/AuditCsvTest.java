package dev.tidepool.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCsvTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void takesTheForceOutOfFormulas(String value) {
        assertThat(AuditCsv.cell(value)).isEqualTo("\"'" + value + "\"");
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(AuditCsv.cell("a\",\"=b")).isEqualTo("\"a\"\",\"\"=b\"");
    }

    @Test
    void writesALineForAnEntry() {
        SecurityEvent event = new SecurityEvent(
                "key.revoked",
                Severity.INFO,
                Optional.of(new OrganizationId(new UUID(0, 1))),
                "account:1",
                "127.0.0.1",
                "request",
                Map.of("key", "1"));
        AuditEntry entry =
                new AuditEntry(new AuditEntryId(new UUID(0, 2)), Instant.parse("2026-01-31T12:00:00Z"), event);
        assertThat(AuditCsv.rows(List.of(entry)))
                .isEqualTo("\"2026-01-31T12:00:00Z\",\"key.revoked\",\"info\",\"account:1\",\"127.0.0.1\",\"request\","
                        + "\"{\"\"key\"\":\"\"1\"\"}\"\r\n");
    }
}
