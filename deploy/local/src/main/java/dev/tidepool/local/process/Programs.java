package dev.tidepool.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of the machine the launcher leans on. */
public final class Programs {
    private Programs() {}

    /** Where PATH finds the program. */
    public static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return List.of(path.split(File.pathSeparator, -1)).stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The command, made the leader of a session of its own: Ctrl-C at the terminal then reaches the launcher alone,
     * which stops the processes in order. The pid stays the same, since both wrappers replace themselves.
     */
    public static List<String> inOwnSession(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        if (find("setsid").isPresent()) {
            wrapped.add("setsid");
        } else if (find("perl").isPresent()) {
            wrapped.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV or exit 127"));
        }
        wrapped.addAll(command);
        return wrapped;
    }

    /** Whether this process runs as root, whom PostgreSQL refuses. */
    public static boolean isRoot() {
        return output(Map.of(), "id", "-u").filter("0"::equals).isPresent();
    }

    /** Whether the command ends with exit code 0 within ten seconds. */
    public static boolean succeeds(String... command) {
        return output(Map.of(), command).isPresent();
    }

    /** What the command prints, if it ends with exit code 0 within ten seconds; its error output is dropped. */
    public static Optional<String> output(Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(10, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text.strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
