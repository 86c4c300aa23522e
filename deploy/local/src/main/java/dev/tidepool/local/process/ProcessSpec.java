package dev.tidepool.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be: its name, command line, whole environment, working directory, log and pid file.
 *
 * @param terminal whether it takes over the launcher's terminal (live reload), instead of writing to its log
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log,
        Path pidFile,
        boolean terminal) {

    /** Copies the collections and refuses an empty command. */
    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command is empty");
        }
    }
}
