package dev.tidepool.staking.test;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the local Solana cluster for the tests. Its two configured endpoints are one cluster under two addresses, as a primary
 * and its stand-in are; a fault planted once strikes the first of them to be called.
 */
public final class LocalChainResource implements QuarkusTestResourceLifecycleManager {

    /** Where a test may put a stake pool; there is none, nor its program. */
    public static final String POOL = "Dd94zRVhUzUCiTTxXqqkTtu3gHJGhMQr5TcLhLn7D8vF";

    private @Nullable Process process;

    @Override
    public Map<String, String> start() {
        Path directory = Path.of(System.getProperty("tidepool.root"), "deploy", "local", "solana");
        try {
            install(directory);
            String url = "http://127.0.0.1:" + launch(directory);
            return Map.ofEntries(
                    entry("TIDEPOOL_SOLANA_RPC_URLS", url + "/," + url + "/stand-in"),
                    entry("tidepool.staking.pool.address", POOL),
                    entry("tidepool.staking.pool.max-age", "0s"),
                    entry("tidepool.staking.chain.call-timeout", "1s"),
                    entry("tidepool.staking.chain.validators-max-age", "1s"),
                    entry("tidepool.staking.chain.wallets-max-age", "1s"),
                    // Whoever asks for the time by itself is seen to.
                    entry("tidepool.staking.chain.time-max-age", "0s"),
                    // Faults of the network's method must be seen.
                    entry("tidepool.staking.chain.network-max-age", "0s"),
                    entry("tidepool.staking.chain.probe-every", "1s"),
                    entry("tidepool.staking.chain.blockhash.refresh", "1s"),
                    entry("tidepool.staking.transaction.resend-every", "500ms"),
                    entry("tidepool.staking.transaction.unsigned-check-every", "1s"),
                    entry("tidepool.staking.validators.max-age", "1s"),
                    entry("tidepool.staking.validators.economy-max-age", "1s"),
                    entry("tidepool.staking.validators.credits-max-age", "1s"),
                    entry("tidepool.staking.fees.max-age", "1s"),
                    // The faults of one test must not keep the next from the primary.
                    entry("tidepool.staking.chain.breaker.request-volume", "1000"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (process != null) {
            process.destroy();
        }
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

    private int launch(Path directory) throws IOException {
        Process node = new ProcessBuilder("node", "src/main.js", "--port", "0")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process = node;
        Runtime.getRuntime().addShutdownHook(new Thread(node::destroy));
        BufferedReader out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        if (ready == null) {
            throw new IllegalStateException("the local Solana cluster did not start");
        }
        return new ObjectMapper().readTree(ready).required("port").asInt();
    }
}
