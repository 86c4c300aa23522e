package dev.tidepool.local.e2e;

import dev.tidepool.local.Home;
import dev.tidepool.local.suite.EnvironmentFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person types {@code ./tidepool}: a checkout, what comes before the command, and variables on top of the
 * environment of the tests.
 */
record Terminal(Path checkout, List<String> prefix, Map<String, String> variables) {

    // A group of its own, as a shell with job control makes; and Ctrl-C works even where the tests' parent ignores it.
    private static final List<String> OWN_GROUP =
            List.of("perl", "-e", "$SIG{INT} = 'DEFAULT'; setpgrp(0, 0); exec {$ARGV[0]} @ARGV or exit 127");

    static Terminal in(Path checkout, Map<String, String> variables) {
        return new Terminal(checkout, List.of(), variables);
    }

    Terminal with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new Terminal(checkout, prefix, all);
    }

    /** Starts a command and does not wait for it. */
    Command type(String... arguments) {
        List<String> command = new ArrayList<>(OWN_GROUP);
        command.addAll(prefix);
        command.add(checkout.resolve("tidepool").toString());
        command.addAll(List.of(arguments));
        return Command.start(home(), command, environment());
    }

    Home home() {
        return new Home(checkout, checkout.resolve(".tidepool"));
    }

    /** The gateway, called as the owner of the first organisation. */
    Api owner() {
        Map<String, String> handed = EnvironmentFile.read(home());
        return new Api(handed.get("TIDEPOOL_URL"), handed.get("TIDEPOOL_API_KEY"));
    }

    /** What runs from this checkout. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOfCheckout).toList();
    }

    private boolean isOfCheckout(ProcessHandle process) {
        Optional<String> line = process.info().commandLine();
        return line.filter(text -> text.contains(checkout.toString())).isPresent();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.keySet().removeIf(name -> name.startsWith("TIDEPOOL_"));
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("TIDEPOOL_PORT", "0");
        all.put("TIDEPOOL_AOT", "off");
        all.putAll(variables);
        return all;
    }
}
