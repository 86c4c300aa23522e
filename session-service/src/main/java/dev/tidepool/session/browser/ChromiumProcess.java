package dev.tidepool.session.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Chromium that was started here. It ends with this process, however that ends, and leaves no profile behind. */
final class ChromiumProcess {

    private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
    private static final int LAST_LINES = 5;
    private static final int MAX_LINE = 300;

    /**
     * Stays beside Chromium and ends it when its own standard input does: that end comes even if the process that holds the
     * other side is killed. Then it removes the profile.
     */
    private static final String GUARD = """
            profile=$1; shift
            exec 3<&0
            "$@" </dev/null 3<&- &
            browser=$!
            (read -r _ <&3; kill "$browser"; sleep 5; kill -9 "$browser") 2>/dev/null >/dev/null &
            watch=$!
            wait "$browser"
            code=$?
            kill "$watch" 2>/dev/null
            rm -rf "$profile"
            exit "$code"
            """;

    private final Process guard;
    private final CompletableFuture<URI> listening = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();

    private ChromiumProcess(Process guard) {
        this.guard = guard;
    }

    /** Starts it. Blocks for a moment: not for an event loop. */
    static ChromiumProcess start(Path program, String proxyHost, Sandbox sandbox, int maxRenderers) {
        try {
            Path profile = Files.createTempDirectory("tidepool-browser-");
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh", profile.toString()));
            command.add(program.toString());
            command.addAll(ChromiumArguments.of(profile.toString(), proxyHost, sandbox, maxRenderers));
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            restrict(builder.environment(), profile);
            ChromiumProcess process = new ChromiumProcess(builder.start());
            Thread.ofVirtual().name("browser-stderr").start(process::read);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The service's secrets are in its environment: pages' processes get none of it. */
    private static void restrict(Map<String, String> environment, Path profile) {
        environment.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "FONTCONFIG_PATH"));
        environment.put("HOME", profile.toString());
    }

    /** Where its DevTools are reached; fails when it ended before. */
    CompletableFuture<URI> listening() {
        return listening;
    }

    CompletableFuture<Void> ended() {
        return guard.onExit().thenAccept(process -> {});
    }

    boolean isAlive() {
        return guard.isAlive();
    }

    /** Asks it to end; it is made to after a few seconds. */
    void stop() {
        try {
            guard.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            // It has ended.
        }
    }

    /** For one that took too long to start. */
    void stopUnlessListening() {
        if (!listening.isDone()) {
            stop();
        }
    }

    private void read() {
        try (BufferedReader lines = guard.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        } catch (IOException ended) {
            // As it does when the process ends.
        }
        stop();
        listening.completeExceptionally(new IllegalStateException("it ended: " + String.join(" | ", lastLines)));
    }

    private void note(String line) {
        Matcher address = LISTENING.matcher(line);
        if (address.find()) {
            listening.complete(URI.create(address.group(1)));
        } else if (!listening.isDone()) {
            lastLines.add(line.substring(0, Math.min(line.length(), MAX_LINE)));
            if (lastLines.size() > LAST_LINES) {
                lastLines.removeFirst();
            }
        }
    }
}
