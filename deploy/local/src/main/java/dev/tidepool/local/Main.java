package dev.tidepool.local;

import dev.tidepool.local.command.Commands;
import java.nio.file.Path;
import java.util.List;

/** Where {@code ./tidepool} arrives: one command, then an exit code. */
public final class Main {
    private Main() {}

    /** Runs the command named by the first argument; a failure meant for a person is printed and exits with 1. */
    public static void main(String[] arguments) {
        Console console = new Console(System.out);
        int code = 1;
        try {
            Home home = Home.of(Path.of(System.getProperty("tidepool.root", ".")), System.getenv());
            code = new Commands(home, System.getenv(), console).run(List.of(arguments));
        } catch (LaunchFailure failure) {
            System.out.flush();
            System.err.println(failure.describe());
        }
        System.exit(code);
    }
}
