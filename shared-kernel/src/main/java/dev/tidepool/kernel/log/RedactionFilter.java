package dev.tidepool.kernel.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Takes secrets out of every line before a handler sees it. */
@LoggingFilter(name = "redaction")
public final class RedactionFilter implements Filter {

    private final PatternFormatter formatter = new PatternFormatter("%m");

    @Override
    public boolean isLoggable(LogRecord entry) {
        String text = formatter.formatMessage(entry);
        if (text != null) {
            String clean = Redaction.redact(text);
            if (!clean.equals(text)) {
                replace(entry, clean);
            }
        }
        if (entry.getThrown() != null) {
            entry.setThrown(RedactedFailure.of(entry.getThrown()));
        }
        return true;
    }

    private static void replace(LogRecord entry, String clean) {
        if (entry instanceof ExtLogRecord extended) {
            extended.setMessage(clean, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            entry.setMessage(clean);
        }
    }
}
