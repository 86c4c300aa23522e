package dev.tidepool.gateway.audit;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries as CSV (RFC 4180), every cell quoted. A cell that a spreadsheet would take for a formula begins with an apostrophe,
 * as OWASP advises: entries hold what strangers sent. Pure.
 */
final class AuditCsv {

    private static final String END = "\r\n";

    /** The first line. */
    static final String HEADER =
            "\"time\",\"type\",\"severity\",\"actor\",\"clientAddress\",\"requestId\",\"details\"" + END;

    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private AuditCsv() {}

    static String rows(List<AuditEntry> entries) {
        return entries.stream().map(AuditCsv::row).collect(Collectors.joining());
    }

    private static String row(AuditEntry entry) {
        SecurityEvent event = entry.event();
        return Stream.of(
                        entry.time().toString(),
                        event.type(),
                        event.severity().wireName(),
                        event.actor(),
                        event.clientAddress(),
                        event.requestId(),
                        json(event.details()))
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", END));
    }

    static String cell(String value) {
        boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
    }

    private static String json(Map<String, String> details) {
        return new JsonObject(new TreeMap<>(details)).encode();
    }
}
