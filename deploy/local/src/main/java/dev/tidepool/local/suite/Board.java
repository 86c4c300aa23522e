package dev.tidepool.local.suite;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.local.Home;
import dev.tidepool.local.process.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of every server, kept in memory and in the state file for {@code status}. */
final class Board {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Home home;
    private final Map<Server, ServerState> states = new LinkedHashMap<>();
    private Phase phase = Phase.STARTING;

    Board(Home home) {
        this.home = home;
    }

    /** Adds a row for a server that is yet to start. */
    synchronized void add(Server server) {
        states.put(server, new ServerState.Stopped());
    }

    synchronized ServerState state(Server server) {
        return states.getOrDefault(server, new ServerState.Stopped());
    }

    synchronized void set(Server server, ServerState state) {
        states.put(server, state);
        save();
    }

    synchronized void enter(Phase next) {
        phase = next;
        save();
    }

    synchronized Snapshot snapshot() {
        List<Snapshot.Row> rows = new ArrayList<>();
        states.forEach((server, state) -> rows.add(new Snapshot.Row(
                server.name(),
                server.url(),
                server.probe().toText(),
                server.pid().orElse(0),
                state.label())));
        return new Snapshot(ProcessHandle.current().pid(), phase, rows);
    }

    private void save() {
        try {
            Home.writePrivate(
                    home.state(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(snapshot()));
        } catch (JacksonException e) {
            throw new IllegalStateException("cannot write the state file", e);
        }
    }
}
