package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Snapshot;

/** What a person sees once everything is ready. */
final class Summary {
    private Summary() {}

    static void print(Home home, Snapshot snapshot, String hint, Console console) {
        String gateway = snapshot.servers().getFirst().url();
        console.line("");
        console.line(snapshot.table());
        console.line("");
        console.line("  Credentials and addresses: " + home.shown(home.environmentFile()));
        console.line("  API documentation:         " + gateway + "/api/docs");
        console.line("  See it work:               ./tidepool demo");
        console.line("");
        console.line("Tidepool is ready. " + hint);
    }
}
