package dev.tidepool.social.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import org.eclipse.microprofile.config.ConfigProvider;

/** Takes what webhooks send, by path, and answers as it is told to. */
public final class Receiver implements AutoCloseable {

    private final int port = ConfigProvider.getConfig().getValue(ReceiverPort.PROPERTY, Integer.class);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, IntUnaryOperator> answers = new ConcurrentHashMap<>();

    /** One request: its body, and what its headers say. */
    public record Request(String path, String signature, String delivery, String event, byte[] bytes) {

        public JsonObject body() {
            return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** From now on requests to the path are answered with this status, by how many came before. */
    public void answers(String path, IntUnaryOperator status) {
        answers.put(path, status);
    }

    public List<Request> at(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            int before = at(path).size();
            requests.add(new Request(
                    path,
                    header(exchange, "X-Tidepool-Signature"),
                    header(exchange, "X-Tidepool-Delivery"),
                    header(exchange, "X-Tidepool-Event"),
                    body));
            int status = answers.getOrDefault(path, all -> 204).applyAsInt(before);
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
