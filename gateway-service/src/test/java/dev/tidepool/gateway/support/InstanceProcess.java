package dev.tidepool.gateway.support;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An instance of a service in a process of its own, so that it can be killed. */
public final class InstanceProcess implements AutoCloseable {

    private static final int THREADS = 16;

    private final Process process;

    private InstanceProcess(Process process) {
        this.process = process;
    }

    /** Takes the place of the service on its port. */
    public static InstanceProcess inPlaceOf(StandInService service) {
        service.stop();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Path.of("target", "test-classes").toAbsolutePath().toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                InstanceProcess.class.getName(),
                Integer.toString(service.port()));
        try {
            InstanceProcess instance = new InstanceProcess(builder.inheritIO().start());
            dev.tidepool.kernel.test.Eventually.within(Duration.ofSeconds(20), () -> connect(service.port()));
            return instance;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void connect(int port) {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            if (!probe.isConnected()) {
                throw new AssertionError("not connected");
            }
        } catch (IOException refused) {
            throw new AssertionError("nothing listens on " + port, refused);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The instance: answers everything, a little late, so that it dies with requests under way. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        byte[] body = ("{\"instance\":" + port + "}").getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            LockSupport.parkNanos(Duration.ofMillis(3).toNanos());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
