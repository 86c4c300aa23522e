package dev.tidepool.staking.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A local Solana cluster of its own. */
final class LocalChainProcess {

    private final Process process;
    private final int port;

    private LocalChainProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static LocalChainProcess start() {
        Path directory = Path.of(System.getProperty("tidepool.root"), "deploy", "local", "solana");
        try {
            install(directory);
            return launch(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void stop() {
        process.destroy();
    }

    /** Locked: other modules' tests may want the same packages at the same time. */
    private static void install(Path directory) throws IOException {
        Path target = Files.createDirectories(Path.of(System.getProperty("tidepool.root"), "target"));
        try (RandomAccessFile file =
                        new RandomAccessFile(target.resolve("local-solana.lock").toFile(), "rw");
                FileLock lock = file.getChannel().lock()) {
            if (!Files.exists(directory.resolve("node_modules/.package-lock.json"))) {
                run(directory, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
            }
        }
    }

    private static void run(Path directory, List<String> command) throws IOException {
        Process npm = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command) + " in " + directory);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static LocalChainProcess launch(Path directory) throws IOException {
        Process node = new ProcessBuilder("node", "src/main.js", "--port", "0")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(node::destroy));
        BufferedReader out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        if (ready == null) {
            throw new IllegalStateException("the local Solana cluster did not start");
        }
        return new LocalChainProcess(
                node, new ObjectMapper().readTree(ready).required("port").asInt());
    }
}
