package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.Eventually;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway, as real as a server can be: it records what reached it and answers as it is told to. */
public final class StandInService {

    private static final Vertx VERTX = Vertx.vertx();
    public static final StandInService SESSION = new StandInService("SESSION");
    public static final StandInService SOCIAL = new StandInService("SOCIAL");
    public static final StandInService STAKING = new StandInService("STAKING");

    /** The second instance of social; down unless a test starts it. */
    public static final StandInService SOCIAL_TWIN = new StandInService("SOCIAL_TWIN");

    private final int port;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final BlockingQueue<HttpServerResponse> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> stalls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> socketCloses = new LinkedBlockingQueue<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final java.util.Set<String> dropped = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private @Nullable HttpServer server;
    private volatile boolean probesHang;

    private StandInService(String name) {
        this.port = Integer.parseInt(System.getProperty("test.port." + name));
    }

    /** A request as it arrived. */
    public record Received(String method, String uri, Map<String, String> headers, long bodyBytes) {}

    public synchronized StandInService start() {
        if (server == null) {
            HttpServerOptions options =
                    new HttpServerOptions().setHost("127.0.0.1").setPort(port);
            // The port of another that has just stopped may be taken a moment longer.
            server = Eventually.value(Duration.ofSeconds(5), "free port " + port, () -> listen(options));
        }
        received.clear();
        closed.clear();
        streams.clear();
        stalls.clear();
        socketCloses.clear();
        return this;
    }

    private Optional<HttpServer> listen(HttpServerOptions options) {
        try {
            return Optional.of(join(VERTX.createHttpServer(options)
                    .requestHandler(this::serve)
                    .exceptionHandler(ignored -> {})
                    .listen()));
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof BindException) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    public synchronized void stop() {
        if (server != null) {
            join(server.close());
            server = null;
        }
    }

    public int port() {
        return port;
    }

    public Received next() {
        return take(received, "request");
    }

    public int receivedCount() {
        return received.size();
    }

    /** Whether requests to its root are left without an answer. */
    public void hangOnProbes(boolean hang) {
        probesHang = hang;
    }

    public boolean receivedNothing() {
        return received.isEmpty();
    }

    /** Waits until a client left a request that was not answered in full; its path. */
    public String nextAbandoned() {
        return take(closed, "abandoned request");
    }

    /** The answer of a request to a path that ends in {@code stream}: its head is out, its body is the test's. */
    public HttpServerResponse nextStream() {
        return take(streams, "stream");
    }

    private void serve(HttpServerRequest request) {
        String path = request.path();
        if (request.getHeader("Upgrade") != null) {
            upgrade(request, path);
            return;
        }
        request.response().closeHandler(gone -> {
            if (!request.response().ended()) {
                closed.add(path);
            }
        });
        request.exceptionHandler(gone -> {});
        long[] bytes = {0};
        request.handler(chunk -> bytes[0] += chunk.length());
        request.endHandler(ended -> {
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.headers().forEach(headers::put);
            received.add(new Received(request.method().name(), request.uri(), headers, bytes[0]));
            answer(request, path);
        });
    }

    private void answer(HttpServerRequest request, String path) {
        HttpServerResponse response = request.response();
        if (path.endsWith("/hang") || (probesHang && path.equals("/"))) {
            return;
        }
        if (path.endsWith("/dropped-once") && dropped.add(path)) {
            request.connection().close();
            return;
        }
        if (path.endsWith("/half")) {
            response.putHeader("Content-Length", "100").write("half");
            VERTX.setTimer(50, later -> request.connection().close());
            return;
        }
        if (path.endsWith("/completions") || path.endsWith("/stream")) {
            response.putHeader("Content-Type", "text/event-stream").setChunked(true);
            response.write("data: first\n\n");
            streams.add(response);
            return;
        }
        if (request.getParam("bytes") != null) {
            answerToOrder(request);
            return;
        }
        if (path.endsWith("/large")) {
            response.end(Buffer.buffer(new byte[3_000_000]));
            return;
        }
        if (path.equals("/internal/quotas")) {
            response.end("""
                    {"month":"2026-11","resetsAt":"2026-12-01T00:00:00Z","quotas":[
                     {"name":"sessions","limit":100,"used":3},{"name":"skillsPerSession","limit":10}]}""");
            return;
        }
        if (path.endsWith("/teapot")) {
            response.setStatusCode(418).putHeader("Server", "secret").putHeader("X-Powered-By", "tea");
        }
        response.putHeader("Content-Type", "application/json")
                .putHeader("X-Tidepool-Secret", "internal")
                .end(new JsonObject().put("path", path).encode());
    }

    /**
     * {@code ?bytes=} of text of the {@code type}, as a whole, {@code chunked} or as the first piece of a stream that stays
     * {@code open}, with the {@code header=name:value}s.
     */
    private void answerToOrder(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", request.getParam("type", "application/json"));
        for (String header : request.params().getAll("header")) {
            int colon = header.indexOf(':');
            response.putHeader(header.substring(0, colon), header.substring(colon + 1));
        }
        Buffer body = Buffer.buffer("tide".repeat(Integer.parseInt(request.getParam("bytes", "0")) / 4));
        response.setStatusCode(Integer.parseInt(request.getParam("status", "200")));
        if (request.getParam("open") != null) {
            response.setChunked(true).write(body);
            streams.add(response);
        } else if (request.getParam("chunked") != null) {
            response.setChunked(true);
            for (int at = 0; at < body.length(); at += 1000) {
                response.write(body.slice(at, Math.min(body.length(), at + 1000)));
            }
            response.end();
        } else {
            response.end(body);
        }
    }

    private void upgrade(HttpServerRequest request, String path) {
        int refused = path.indexOf("/refused-");
        if (refused >= 0) {
            int status = Integer.parseInt(path.substring(refused + 9, refused + 12));
            request.response().setStatusCode(status).end();
        } else if (path.contains("/held/")) {
            received.add(new Received("HANDSHAKE", request.uri(), Map.of(), 0));
            request.pause();
            held.add(() -> request.toWebSocket().onSuccess(this::serveSocket));
        } else if (path.contains("/slow/")) {
            received.add(new Received("HANDSHAKE", request.uri(), Map.of(), 0));
            request.pause();
            VERTX.setTimer(300, later -> request.toWebSocket().onSuccess(this::serveSocket));
        } else {
            request.toWebSocket().onSuccess(this::serveSocket);
        }
    }

    /** Answers the handshakes it holds back. */
    public void letIn() {
        VERTX.runOnContext(go -> {
            for (Runnable next = held.poll(); next != null; next = held.poll()) {
                next.run();
            }
        });
    }

    private void serveSocket(ServerWebSocket socket) {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        socket.headers().forEach(headers::put);
        received.add(new Received("WEBSOCKET", socket.uri(), headers, 0));
        socket.textMessageHandler(text -> {
            switch (text) {
                case "close" -> socket.close((short) 4001, "asked");
                case "flood" -> flood(socket, 0);
                case "burst" -> burst(socket);
                case "slow" -> slow(socket);
                case "deaf" -> socket.writeTextMessage("deaf now").onSuccess(sent -> socket.pause());
                default -> socket.writeTextMessage("echo " + text);
            }
        });
        socket.closeHandler(gone -> {
            closed.add(socket.path());
            socketCloses.add(socket.closeStatusCode() + " " + socket.closeReason());
        });
    }

    /** Writes 200 messages of 64 KiB without heed to whether they are taken, and takes its leave. */
    private static void burst(ServerWebSocket socket) {
        for (int i = 0; i < 200; i++) {
            socket.writeTextMessage("x".repeat(65_536));
        }
        socket.close((short) 4001, "asked");
    }

    /** Does not read for a while, and counts what comes then. */
    private void slow(ServerWebSocket socket) {
        int[] count = {0};
        socket.textMessageHandler(text -> {
            if (text.equals("last")) {
                stalls.add(count[0]);
            }
            count[0]++;
        });
        socket.pause();
        VERTX.setTimer(500, later -> socket.resume());
    }

    /** Writes a thousand messages of 64 KiB as fast as they are taken, and tells when it had to wait the first time. */
    private void flood(ServerWebSocket socket, int from) {
        for (int i = from; i < 1_000 && !socket.isClosed(); i++) {
            int next = i;
            if (socket.writeQueueFull()) {
                stalls.add(next);
                socket.drainHandler(drained -> flood(socket, next));
                return;
            }
            socket.writeTextMessage("x".repeat(65_536));
        }
    }

    /** How many messages a flooding socket had written when it had to wait. */
    public int nextStall() {
        return take(stalls, "stall");
    }

    /** Code and reason that a client's socket was closed with. */
    public String nextSocketClose() {
        return take(socketCloses, "close");
    }

    private static <T> T take(BlockingQueue<T> queue, String what) {
        try {
            T item = queue.poll(10, TimeUnit.SECONDS);
            if (item == null) {
                throw new AssertionError("no " + what + " reached the service");
            }
            return item;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static <T> T join(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
