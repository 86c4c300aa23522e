package dev.tidepool.local.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.local.Home;
import dev.tidepool.local.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the running launcher last wrote about its servers.
 *
 * @param launcher its pid
 */
public record Snapshot(long launcher, Phase phase, List<Row> servers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the list. */
    public Snapshot {
        servers = List.copyOf(servers);
    }

    /**
     * One server.
     *
     * @param probe how to ask whether it is ready, see {@link Probe#parse}
     * @param pid of its process; 0 where the launcher owns none
     */
    public record Row(String name, String url, String probe, long pid, String state) {
        /** The same server, seen differently. */
        public Row withState(String other) {
            return new Row(name, url, probe, pid, other);
        }

        /** Asks it now. */
        public boolean answers() {
            return Probe.parse(probe).isReady();
        }
    }

    /** The last snapshot of this home. */
    public static Optional<Snapshot> read(Home home) {
        try {
            return Files.exists(home.state())
                    ? Optional.of(JSON.readValue(Files.readString(home.state()), Snapshot.class))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The rows as a table with a heading. */
    public String table() {
        StringBuilder text = new StringBuilder(line("SERVICE", "URL", "STATE"));
        servers.forEach(row -> text.append('\n').append(line(row.name(), row.url(), row.state())));
        return text.toString();
    }

    private static String line(String name, String url, String state) {
        return String.format(Locale.ROOT, "  %-10s %-42s %s", name, url, state);
    }
}
