package dev.tidepool.session.skill;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What skills call: a service that says what it was asked, and a model's provider whose questions can be seen again. */
public final class SkillServices implements QuarkusTestResourceLifecycleManager {

    static final String PORT = "tidepool.test.skill-services";

    /** The organisation that has a secret. */
    static final String ORGANIZATION = "7f0d6a52-6a0e-4f3c-9b7b-3d1f0d0f6a11";

    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::chat);
        server.createContext("/seen/", exchange -> answer(exchange, 200, seen.getOrDefault(last(exchange), "")));
        server.createContext("/echo/", this::echo);
        server.createContext("/keys/", this::key);
        server.createContext("/nul", exchange -> answer(exchange, 200, "\"a\\u0000b\""));
        server.createContext("/plain", exchange -> answer(exchange, 200, "high at noon"));
        server.createContext("/broken", exchange -> answer(exchange, 500, "secret internals"));
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(2_000_000)));
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().add("Location", "/plain");
            answer(exchange, 302, "");
        });
        server.createContext("/hang", exchange -> park());
        server.start();
        int port = server.getAddress().getPort();
        System.setProperty(PORT, Integer.toString(port));
        return Map.of(
                "TIDEPOOL_MODEL_BASE_URL",
                "http://127.0.0.1:" + port + "/v1",
                "tidepool.outbound.allowed",
                "127.0.0.1:" + port,
                "tidepool.skill.secrets[0].name",
                "TIDE_KEY",
                "tidepool.skill.secrets[0].organization",
                ORGANIZATION,
                "tidepool.skill.secrets[0].hosts",
                "127.0.0.1",
                "tidepool.skill.secrets[0].value",
                "of-the-sea");
    }

    @Override
    public void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void chat(HttpExchange exchange) throws IOException {
        JsonObject body = new JsonObject(text(exchange));
        seen.put(body.getString("user", "-"), body.encode());
        if (body.getString("model").equals("hang")) {
            park();
        }
        answer(exchange, 200, """
                {"id":"c-1","choices":[{"index":0,"message":{"role":"assistant","content":"Looks fine."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}}""");
    }

    private void echo(HttpExchange exchange) throws IOException {
        JsonObject said = new JsonObject()
                .put("method", exchange.getRequestMethod())
                .put("uri", exchange.getRequestURI().toString())
                .put("authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .put("body", text(exchange));
        answer(exchange, 200, said.encode());
    }

    /** Does not answer the first request. */
    private void key(HttpExchange exchange) throws IOException {
        String mine = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        if (seen.merge(last(exchange), mine, (before, now) -> before + " " + now).equals(mine)) {
            park();
        }
        answer(exchange, 200, "done");
    }

    private void park() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String last(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
