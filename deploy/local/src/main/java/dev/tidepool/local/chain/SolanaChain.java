package dev.tidepool.local.chain;

import dev.tidepool.local.Home;
import dev.tidepool.local.process.ChildProcess;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import dev.tidepool.local.store.StoreEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Solana runtime on loopback, kept between runs. */
public final class SolanaChain extends ProcessServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ChainProgram program;
    private final int port;

    /** A chain to be, on this loopback port. */
    public SolanaChain(Home home, ChainProgram program, int port) {
        super(home, "solana");
        this.program = program;
        this.port = port;
    }

    @Override
    public void start() {
        List<String> command = List.of(
                program.node().toString(),
                program.directory().resolve(Path.of("src", "main.js")).toString(),
                "--port",
                Integer.toString(port),
                "--state",
                home().chainData().toString());
        ChildProcess started = launch(command, StoreEnvironment.minimal());
        awaitReady(started, START_LIMIT);
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public Probe probe() {
        return new Probe.Accepts("127.0.0.1", port);
    }
}
