package dev.tidepool.local.store;

import dev.tidepool.local.Home;
import dev.tidepool.local.LaunchFailure;
import dev.tidepool.local.process.Ports;
import dev.tidepool.local.process.Probe;
import dev.tidepool.local.process.ProcessServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A real Redis for this machine: loopback only, with a password, every write appended to a file. */
public final class RedisServer extends ProcessServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final String password;

    /** A server to be, on this loopback port. */
    public RedisServer(Home home, int port, String password) {
        super(home, "redis");
        this.port = port;
        this.password = password;
    }

    /** What the services get. */
    public RedisUrl address() {
        return new RedisUrl("redis://:" + password + "@127.0.0.1:" + port, "127.0.0.1", port);
    }

    @Override
    public void start() {
        if (!Ports.isFree(port)) {
            throw new LaunchFailure(
                    "Port " + port + ", chosen for Redis, was taken by another program meanwhile",
                    "run the command again: a free port is chosen anew");
        }
        try {
            Files.createDirectories(home().redisData());
            Path configuration = home().directory().resolve("redis.conf");
            Home.writePrivate(configuration, configuration());
            List<String> command = List.of(program(), configuration.toString());
            awaitReady(launch(command, StoreEnvironment.minimal()), START_LIMIT);
        } catch (IOException e) {
            throw new LaunchFailure(
                    "Redis could not be prepared in " + home().directory() + ": " + e,
                    "make room on the disk and check that the directory is writable");
        }
    }

    private String program() throws IOException {
        Path program = home().programs().resolve("redis-server");
        if (!Files.exists(program)) {
            Path draft = Files.createTempDirectory(Files.createDirectories(home().programs()), "unpacking");
            File unpacked =
                    ExecutableProvider.newJarResourceProvider(draft.toFile()).get();
            Files.move(unpacked.toPath(), program, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(draft);
        }
        return program.toString();
    }

    // In a file rather than on the command line, which every user of the machine can read.
    private String configuration() {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                appendonly yes
                save ""
                """.formatted(port, password, home().redisData().toString().replace("\"", "\\\""));
    }

    @Override
    public String url() {
        return address().shown();
    }

    @Override
    public Probe probe() {
        return new Probe.Accepts("127.0.0.1", port);
    }
}
