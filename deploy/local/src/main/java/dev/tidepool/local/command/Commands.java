package dev.tidepool.local.command;

import dev.tidepool.local.Console;
import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.demo.Demo;
import dev.tidepool.local.suite.EnvironmentFile;
import dev.tidepool.local.suite.Service;
import dev.tidepool.local.suite.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands by name. Those that need no JVM (help, test) are the script's own. */
public final class Commands {
    private static final String REMEDY = "./tidepool help lists the commands";

    private final Home home;
    private final Map<String, String> environment;
    private final Console console;

    /** For this home, with the person's environment. */
    public Commands(Home home, Map<String, String> environment, Console console) {
        this.home = home;
        this.environment = environment;
        this.console = console;
    }

    /** Runs one command and returns its exit code. */
    public int run(List<String> arguments) {
        String name = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (name) {
            case "up" -> up(rest);
            case "serve" -> new Launch(home, settings(), console).serve();
            case "dev" -> new Launch(home, settings(), console).develop(service(rest));
            case "down" -> new Down(home, console).run();
            case "status" -> new Status(home, console).run();
            case "logs" -> new Logs(home, console).run(only(rest));
            case "reset" -> new Reset(home, console).run(rest.contains("--yes"));
            case "demo" -> new Demo(EnvironmentFile.read(home), console).run();
            default -> throw new LaunchFailure("There is no command \"" + name + "\"", REMEDY);
        };
    }

    private int up(List<String> options) {
        return switch (only(options).orElse("")) {
            case "" -> new Launch(home, settings(), console).inForeground();
            case "-d", "--detach" -> new Detached(home, console).run();
            default -> throw new LaunchFailure("`up` does not know " + options, "./tidepool up, or ./tidepool up -d");
        };
    }

    private Settings settings() {
        return Settings.of(environment);
    }

    private static Optional<String> only(List<String> arguments) {
        if (arguments.size() > 1) {
            throw new LaunchFailure("At most one argument is expected, not " + arguments, REMEDY);
        }
        return arguments.stream().findFirst();
    }

    private static Service service(List<String> arguments) {
        return only(arguments)
                .flatMap(Service::named)
                .orElseThrow(() -> new LaunchFailure(
                        "`dev` needs the service to work on",
                        "./tidepool dev <service>, one of gateway, session, social, staking"));
    }
}
