package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Orphans;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** {@code reset}: erases data, secrets and logs, after asking. */
final class Reset {
    private final Home home;
    private final Console console;

    Reset(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    int run(boolean confirmed) {
        Path directory = home.directory();
        if (!Files.isDirectory(directory)) {
            console.line("There is nothing to erase: " + home.shown(directory) + " does not exist.");
            return 0;
        }
        requireOurs();
        new Running(home).requireNone();
        if (!confirmed && !confirm()) {
            console.line("Nothing was erased.");
            return 1;
        }
        new Orphans(home, console).reap();
        erase(directory);
        console.line("Erased " + home.shown(directory) + ". The next ./tidepool up starts afresh.");
        return 0;
    }

    /** TIDEPOOL_HOME may point anywhere: only a directory that a launcher made is erased. */
    private void requireOurs() {
        if (!Files.isDirectory(home.processes()) || !Files.isDirectory(home.logs())) {
            throw new LaunchFailure(
                    home.directory() + " does not look like a data directory of Tidepool",
                    "check TIDEPOOL_HOME; erase the directory by hand if it is meant");
        }
    }

    private boolean confirm() {
        console.piece("This erases all data, keys and logs in " + home.directory() + ".\nType yes to go on: ");
        try {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return "yes".equals(input.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }

    private static void erase(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new LaunchFailure("Not everything could be erased: " + e, "erase " + directory + " by hand");
        }
    }
}
