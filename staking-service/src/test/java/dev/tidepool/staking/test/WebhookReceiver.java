package dev.tidepool.staking.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidepool.kernel.webhook.WebhookSignature;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;

/** A server that webhooks tell. */
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String held = "";

    public WebhookReceiver() {
        try {
            server = HttpServer.create();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::take);
        server.setExecutor(Executors.newCachedThreadPool());
    }

    /** Begins to listen; a test's constructor runs more than once, and a port can be had once. */
    public void open() {
        try {
            server.bind(new InetSocketAddress("127.0.0.1", port()), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.start();
    }

    /** One request. */
    public record Told(String path, String signature, String body) {

        public JsonObject json() {
            return new JsonObject(body);
        }

        public boolean isSignedWith(String secret) {
            return WebhookSignature.isValid(
                    signature, secret, body.getBytes(StandardCharsets.UTF_8), Instant.now(), Duration.ofMinutes(1));
        }
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue(WebhookReceiverResource.PORT, Integer.class);
    }

    public List<Told> at(String path) {
        return told.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** The next ones are answered 500. */
    public void refuse(int requests) {
        refusals.set(requests);
    }

    /** Who calls this path is not answered. */
    public void hold(String path) {
        held = path;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            told.add(new Told(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER)),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (exchange.getRequestURI().getPath().equals(held)) {
                awaitClose();
            }
            exchange.sendResponseHeaders(refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 500 : 204, -1);
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
