package dev.tidepool.session.browser;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** A Chromium that starts, takes connections, and answers nobody. It writes down its starts. */
public final class SilentChromium implements QuarkusTestResourceLifecycleManager {

    private static final String DIRECTORY = "tidepool.test.silent-chromium";

    private Vertx vertx;
    private Path directory;

    @Override
    public Map<String, String> start() {
        vertx = Vertx.vertx();
        int port = CdpPeer.listen(vertx, socket -> {});
        try {
            directory = Files.createTempDirectory("silent-chromium-");
            Path program = Files.createFile(
                    directory.resolve("chromium"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(program, """
                    #!/bin/sh
                    echo started >> %s
                    echo "DevTools listening on ws://127.0.0.1:%d/devtools/browser/x" >&2
                    exec sleep 3600
                    """.formatted(directory.resolve("starts"), port));
            System.setProperty(DIRECTORY, directory.toString());
            return Map.of("tidepool.browser.executable", program.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static int starts() {
        try (Stream<String> lines = Files.lines(Path.of(System.getProperty(DIRECTORY), "starts"))) {
            return (int) lines.count();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        vertx.close();
        try {
            for (String name : new String[] {"chromium", "starts", ""}) {
                Files.deleteIfExists(directory.resolve(name));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
