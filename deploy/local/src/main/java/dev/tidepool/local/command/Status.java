package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Phase;
import dev.tidepool.local.suite.Snapshot;
import java.util.List;
import java.util.Optional;

/** {@code status}: the table, with readiness asked now. Exit code 0 when everything is ready. */
final class Status {
    private final Home home;
    private final Console console;

    Status(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    int run() {
        Optional<ProcessHandle> launcher = new Running(home).launcher();
        Optional<Snapshot> snapshot = Snapshot.read(home);
        if (launcher.isEmpty() || snapshot.isEmpty()) {
            console.line("Tidepool does not run. Start it with ./tidepool up");
            return 1;
        }
        Snapshot now = asked(snapshot.get());
        console.line(now.table());
        boolean ready = now.phase() == Phase.RUNNING
                && now.servers().stream().allMatch(row -> row.state().startsWith("ready"));
        console.line(ready ? "Everything is ready." : "Not everything is ready; ./tidepool logs <service> shows why.");
        return ready ? 0 : 1;
    }

    /** The recorded states, corrected by what the servers answer at this moment. */
    private static Snapshot asked(Snapshot recorded) {
        List<Snapshot.Row> rows = recorded.servers().parallelStream()
                .map(row -> row.state().startsWith("ready") && !row.answers() ? row.withState("not ready") : row)
                .toList();
        return new Snapshot(recorded.launcher(), recorded.phase(), rows);
    }
}
