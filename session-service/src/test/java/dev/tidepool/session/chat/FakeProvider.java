package dev.tidepool.session.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A provider that behaves as the model's name says. The request's member {@code user} names what the test wants to know
 * again: {@code /seen/<user>} answers the request as it came, {@code /release/<user>} lets a gated stream go on, and
 * {@code /closed/<user>} tells whether a gated stream's connection was found closed. By HTTP, because the framework loads a
 * test's classes twice.
 */
public final class FakeProvider implements QuarkusTestResourceLifecycleManager {

    public static final String PORT = "tidepool.test.provider";

    private static final String CHUNK =
            "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"odd\":1.50,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";
    private static final String USAGE =
            "data: {\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2,\"total_tokens\":13}}\n\n";
    private static final String CALL =
            "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,%s}]},\"finish_reason\":null}]}\n\n";
    private static final String END =
            "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Map<String, Boolean> closed = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(FakeProvider::thread);
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/v1/models", exchange -> {
            seen.merge("models", "1", (before, one) -> Integer.toString(Integer.parseInt(before) + 1));
            answer(exchange, 200, "application/json", MODELS);
        });
        for (String name : List.of("", "/primary", "/backup", "/brittle")) {
            server.createContext(name + "/v1/chat/completions", this::chat);
        }
        server.createContext(
                "/seen/", exchange -> answer(exchange, 200, "text/plain", seen.getOrDefault(key(exchange), "")));
        server.createContext(
                "/closed/", exchange -> answer(exchange, 200, "text/plain", "" + closed.get(key(exchange))));
        server.createContext("/release/", exchange -> {
            gate(key(exchange)).countDown();
            answer(exchange, 200, "text/plain", "");
        });
        server.start();
        System.setProperty(PORT, Integer.toString(server.getAddress().getPort()));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "TIDEPOOL_MODEL_BASE_URL",
                url + "/v1",
                "tidepool.model.providers.primary.base-url",
                url + "/primary/v1",
                "tidepool.model.providers.backup.base-url",
                url + "/backup/v1/",
                "tidepool.model.providers.brittle.base-url",
                url + "/brittle/v1");
    }

    private static final String MODELS =
            "{\"object\":\"list\",\"data\":[{\"id\":\"org/fake-1\",\"object\":\"model\",\"created\":5,\"owned_by\":\"fake\"}]}";

    /** Classes are found where this one is, not in the service that happens to be started. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fake-provider");
        thread.setContextClassLoader(FakeProvider.class.getClassLoader());
        return thread;
    }

    @Override
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void chat(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject body = new JsonObject(text);
        String user = body.getString("user", "-");
        JsonObject record = new JsonObject()
                .put("path", exchange.getRequestURI().getPath())
                .put("authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .put("text", text)
                .put("body", body);
        seen.merge(user, record.encode(), (before, now) -> now);
        switch (body.getString("model")) {
            case "fake-401" -> error(exchange, 401, "Incorrect API key provided: sk-123");
            case "fake-400" -> error(exchange, 400, "context too long");
            case "fake-404" -> error(exchange, 404, "The model `fake-404` does not exist");
            case "fake-429" -> {
                exchange.getResponseHeaders().add("Retry-After", "7");
                error(exchange, 429, "slow down");
            }
            case "fake-500" -> error(exchange, 500, "secret internals");
            case "fake-html" -> answer(exchange, 200, "text/html", "<html>gateway</html>");
            case "fake-hang" -> park(gate(user));
            case "fake-dies" -> dieMidStream(exchange);
            case "fake-error-event" ->
                stream(exchange, CHUNK.formatted("Hel", "null"), "data: {\"error\":{\"message\":\"overloaded\"}}\n\n");
            case "fake-silent" -> {
                OutputStream out = begin(exchange);
                write(out, CHUNK.formatted("Hel", "null"));
                park(gate(user));
            }
            case "fake-tools" -> callATool(exchange, body);
            case "fake-custom" -> callACustomTool(exchange, body);
            case "fake-length" ->
                stream(exchange, CHUNK.formatted("Hel", "null"), END.formatted("length"), USAGE, DONE);
            case "fake-gated" -> gated(exchange, user);
            case "fake-slow" -> answerSlowly(exchange, user);
            default -> normal(exchange, body);
        }
    }

    private static void normal(HttpExchange exchange, JsonObject body) throws IOException {
        if (body.getBoolean("stream", false)) {
            stream(
                    exchange,
                    CHUNK.formatted("Hel", "null"),
                    CHUNK.formatted("lo", "null"),
                    CHUNK.formatted("", "\"stop\""),
                    USAGE,
                    DONE);
        } else {
            answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"odd\":1.50,\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}");
        }
    }

    private static void callATool(HttpExchange exchange, JsonObject body) throws IOException {
        if (body.getBoolean("stream", false)) {
            stream(
                    exchange,
                    CALL.formatted(
                            "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"tide\",\"arguments\":\"\"}"),
                    CALL.formatted("\"function\":{\"arguments\":\"{\\\"at\\\":\"}"),
                    CALL.formatted("\"function\":{\"arguments\":\"6}\"}"),
                    END.formatted("tool_calls"),
                    USAGE,
                    DONE);
        } else {
            answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"tide\",\"arguments\":\"{\\\"at\\\":6}\"}}]},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}");
        }
    }

    private static void callACustomTool(HttpExchange exchange, JsonObject body) throws IOException {
        if (body.getBoolean("stream", false)) {
            stream(
                    exchange,
                    CALL.formatted(
                            "\"id\":\"call_2\",\"type\":\"custom\",\"custom\":{\"name\":\"log\",\"input\":\"\"}"),
                    CALL.formatted("\"custom\":{\"input\":\"high at \"}"),
                    CALL.formatted("\"custom\":{\"input\":\"six\"}"),
                    END.formatted("tool_calls"),
                    USAGE,
                    DONE);
        } else {
            answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_2\",\"type\":\"custom\",\"custom\":{\"name\":\"log\",\"input\":\"high at six\"}}]},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}");
        }
    }

    /** One chunk, then nothing until the test says so; then on until the end or until the connection is found closed. */
    private void gated(HttpExchange exchange, String user) throws IOException {
        OutputStream out = begin(exchange);
        write(out, CHUNK.formatted("Hel", "null"));
        try {
            while (!await(gate(user))) {
                write(out, ": still here\n\n");
            }
            write(out, CHUNK.formatted("lo", "\"stop\"") + USAGE + DONE);
            exchange.close();
        } catch (IOException gone) {
            closed.put(user, true);
            throw gone;
        }
    }

    /** A whole answer that is never whole: blanks until the connection is found closed. */
    private void answerSlowly(HttpExchange exchange, String user) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try {
            while (!await(gate(user))) {
                write(exchange.getResponseBody(), " ");
            }
        } catch (IOException gone) {
            closed.put(user, true);
            throw gone;
        }
    }

    private static boolean await(CountDownLatch gate) {
        try {
            return gate.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    /** Closes the connection in the middle of a chunked body, in the instant of its first words. */
    private static void dieMidStream(HttpExchange exchange) throws IOException {
        write(begin(exchange), CHUNK.formatted("Hel", "null"));
        throw new IOException("dies as asked");
    }

    private static void park(CountDownLatch gate) {
        try {
            gate.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stream(HttpExchange exchange, String... events) throws IOException {
        OutputStream out = begin(exchange);
        for (String event : events) {
            write(out, event);
        }
        exchange.close();
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        String body = new JsonObject()
                .put("error", new JsonObject().put("message", message))
                .encode();
        answer(exchange, status, "application/json", body);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private CountDownLatch gate(String user) {
        return gates.computeIfAbsent(user, any -> new CountDownLatch(1));
    }

    private static String key(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
