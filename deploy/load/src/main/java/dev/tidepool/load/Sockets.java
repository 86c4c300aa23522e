package dev.tidepool.load;

import dev.tidepool.local.Home;
import dev.tidepool.local.suite.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What idle WebSockets cost the gateway: each has subscribed to a room, reads, and says nothing. */
final class Sockets {
    private static final int SOCKETS = Integer.getInteger("load.sockets", 5_000);

    /** What the largest tier allows. */
    private static final int PER_ORGANIZATION = 100;

    /** Handshakes under way at a time. */
    private static final int AT_ONCE = 50;

    private static final PrintStream OUT = System.out;

    private final Program gateway;
    private final List<String> keys;
    private final WebSocketClient client;

    private Sockets(Program gateway, List<String> keys, Vertx vertx) {
        this.gateway = gateway;
        this.keys = keys;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(2 * SOCKETS));
    }

    /** @param liveBytes of the heap, after a collection */
    private record Memory(long residentMegabytes, long liveBytes) {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("tidepool.root", ".")).toAbsolutePath();
        Path directory =
                Files.createTempDirectory(Files.createDirectories(root.resolve("deploy/load/target")), "stand-");
        Vertx vertx = Vertx.vertx();
        List<String> keys = Stream.generate(Stand::newKey)
                .limit((SOCKETS + PER_ORGANIZATION - 1) / PER_ORGANIZATION)
                .toList();
        try (Stand stand = new Stand(new Home(root, directory), Service.GATEWAY)) {
            new Sockets(stand.gateway(stand.upstream(), keys), keys, vertx).run();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        OUT.println("Logs: " + directory.resolve("logs"));
    }

    private void run() {
        // Everything is loaded and compiled, and what was open is forgotten, before the first look.
        close(open(Math.min(1_000, SOCKETS)));
        rest(5);
        Memory before = look();
        long start = System.nanoTime();
        List<WebSocket> open = open(SOCKETS);
        double seconds = (System.nanoTime() - start) / 1e9;
        rest(35);
        double cpu = gateway.cpuSeconds();
        rest(60);
        double idleCpu = gateway.cpuSeconds() - cpu;
        Memory after = look();
        if (open.stream().anyMatch(WebSocket::isClosed)) {
            throw new IllegalStateException("sockets were closed meanwhile");
        }
        OUT.printf(Locale.ROOT, "%d sockets opened in %.1f s%n", open.size(), seconds);
        OUT.printf(
                Locale.ROOT,
                "resident memory: %d MB before, %d MB with them: %d MB on top%n",
                before.residentMegabytes(),
                after.residentMegabytes(),
                after.residentMegabytes() - before.residentMegabytes());
        OUT.printf(
                Locale.ROOT,
                "live heap: %.1f KB a socket; resident: %.1f KB a socket%n",
                (after.liveBytes() - before.liveBytes()) / 1024.0 / open.size(),
                (after.residentMegabytes() - before.residentMegabytes()) * 1024.0 / open.size());
        OUT.printf(Locale.ROOT, "CPU with all of them idle, pinged every 30 s: %.1f %% of a core%n", idleCpu / 0.6);
        close(open);
    }

    private List<WebSocket> open(int count) {
        List<WebSocket> open = new ArrayList<>(count);
        for (int from = 0; from < count; from += AT_ONCE) {
            List<Future<WebSocket>> batch = IntStream.range(from, Math.min(count, from + AT_ONCE))
                    .mapToObj(this::open1)
                    .toList();
            batch.forEach(socket ->
                    open.add(socket.toCompletionStage().toCompletableFuture().join()));
        }
        return open;
    }

    private Future<WebSocket> open1(int number) {
        WebSocketConnectOptions options = new WebSocketConnectOptions();
        // A program is no page: it has no origin.
        options.setAllowOriginHeader(false);
        options.setHost("127.0.0.1").setPort(gateway.port()).setURI("/v1/realtime");
        options.addHeader("Authorization", "Bearer " + keys.get(number / PER_ORGANIZATION));
        return client.connect(options)
                .compose(socket -> socket.writeTextMessage(
                                "{\"type\":\"subscribe\",\"room\":\"post:" + number % 500 + "\"}")
                        .map(socket));
    }

    private static void close(List<WebSocket> open) {
        open.stream()
                .map(WebSocket::close)
                .toList()
                .forEach(closed ->
                        closed.toCompletionStage().toCompletableFuture().join());
    }

    private Memory look() {
        long live = gateway.liveBytes();
        rest(2);
        return new Memory(gateway.residentMegabytes(), live);
    }

    private static void rest(int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
