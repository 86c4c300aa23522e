package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.LogFile;
import dev.tidepool.local.process.Waiting;
import dev.tidepool.local.suite.Service;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code logs}: the last lines of one log or all, then what is added to them. */
final class Logs {
    private static final List<String> NAMES =
            List.of("gateway", "session", "social", "staking", "postgres", "redis", "solana", "launcher");
    private static final int LAST_LINES = 40;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Home home;
    private final Console console;

    Logs(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    int run(Optional<String> wanted) {
        List<String> names = wanted.map(name -> List.of(known(name))).orElse(NAMES);
        Map<String, LogReader> readers = new LinkedHashMap<>();
        for (String name : names) {
            new LogFile(home.log(name))
                    .lastLines(wanted.isPresent() ? LAST_LINES : LAST_LINES / NAMES.size())
                    .forEach(line -> print(name, line, wanted.isPresent()));
            readers.put(name, new LogReader(home.log(name)).atEnd());
        }
        while (Waiting.pause(PAUSE)) {
            readers.forEach(
                    (name, reader) -> reader.next().lines().forEach(line -> print(name, line, wanted.isPresent())));
        }
        return 0;
    }

    private void print(String name, String line, boolean alone) {
        console.line(alone ? line : String.format(Locale.ROOT, "%-9s| %s", name, line));
    }

    private String known(String text) {
        String name = Service.named(text).map(Service::id).orElse(text);
        if (!NAMES.contains(name)) {
            throw new LaunchFailure(
                    "There is no log of \"" + text + "\"", "./tidepool logs, or one of " + String.join(", ", NAMES));
        }
        if (!Files.exists(home.log(name))) {
            throw new LaunchFailure(name + " has not written a log yet", "start the suite: ./tidepool up");
        }
        return name;
    }
}
