package dev.tidepool.gateway.support;

import dev.tidepool.kernel.log.RedactionFilter;
import dev.tidepool.kernel.test.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What the gateway logs meanwhile, as the console has it: message, failure and context, secrets taken out by the same filter. */
public final class LogLines extends Handler implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter format = new PatternFormatter("%m %X%e");
    private final Logger root = Logger.getLogger("");

    private LogLines() {
        setFilter(new RedactionFilter());
        setLevel(Level.ALL);
    }

    public static LogLines ofEverything() {
        LogLines lines = new LogLines();
        lines.root.addHandler(lines);
        return lines;
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            lines.add(format.format(entry));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that contains the text. */
    public String await(String text) {
        return Eventually.value(
                Duration.ofSeconds(10),
                "log line with " + text,
                () -> Optional.ofNullable(lines.stream()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElse(null)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
