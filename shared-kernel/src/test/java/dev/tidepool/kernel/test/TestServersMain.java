package dev.tidepool.kernel.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import redis.embedded.RedisServer;

/** The process that holds the test servers: arguments are the pid to live as long as, and the file to write the ports to. */
final class TestServersMain {

    private TestServersMain() {}

    public static void main(String[] arguments) throws IOException {
        ProcessHandle root = ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow();
        Path ports = Path.of(arguments[1]);
        int redisPort = FreePort.find();
        RedisServer redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        // Nothing here outlives the build, so durability is off; max_connections serves every module's pools.
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPort(FreePort.find())
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("max_connections", "200")
                .start()) {
            publish(ports, postgres.getPort(), redisPort);
            root.onExit().join();
        } finally {
            Files.deleteIfExists(ports);
            redis.stop();
        }
    }

    /** Written beside and moved into place: a reader never sees half a file. */
    private static void publish(Path ports, int postgresPort, int redisPort) throws IOException {
        Path draft = ports.resolveSibling(ports.getFileName() + ".new");
        Files.writeString(draft, "postgres=" + postgresPort + "\nredis=" + redisPort + "\n");
        Files.move(draft, ports, StandardCopyOption.ATOMIC_MOVE);
    }
}
