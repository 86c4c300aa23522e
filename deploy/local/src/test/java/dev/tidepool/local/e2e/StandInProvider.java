package dev.tidepool.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A provider of models that speaks the OpenAI API and behaves as the model's name says: {@code stand-in} answers, {@code
 * stand-in-tools} wants a function called and refuses calls and results that do not belong together, {@code stand-in-busy} is 429,
 * {@code stand-in-slow} pauses for five seconds, {@code stand-in-endless} streams until its reader leaves, and {@code
 * stand-in-patient} does so for any number of readers.
 */
final class StandInProvider {

    static final String MODELS =
            "stand-in,stand-in-tools,stand-in-busy,stand-in-slow,stand-in-endless,stand-in-patient";

    private static final String CHUNK =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stand-in\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    private static final String END =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"stand-in\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\ndata: [DONE]\n\n";
    private static final String WHOLE =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"stand-in\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Aye.\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch left = new CountDownLatch(1);

    StandInProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stand-in-provider");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** The bodies of requests as they came. */
    Queue<String> requests() {
        return requests;
    }

    /** Whether the reader of the endless answer has left by then. */
    boolean awaitLeft() throws InterruptedException {
        return left.await(30, TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(text);
        JsonNode body = json.readTree(text);
        switch (body.path("model").asText()) {
            case "stand-in-busy" -> {
                exchange.getResponseHeaders().add("Retry-After", "17");
                send(exchange, 429, "application/json", "{\"error\":{\"message\":\"too many\"}}");
            }
            case "stand-in-tools" -> useATool(exchange, body);
            case "stand-in-slow" -> pause(exchange);
            case "stand-in-endless" -> goOn(exchange, left);
            case "stand-in-patient" -> goOn(exchange, new CountDownLatch(1));
            default -> {
                if (body.path("stream").asBoolean()) {
                    String said = CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"Aye.\"}", "null");
                    send(exchange, 200, "text/event-stream", said + CHUNK.formatted("{}", "\"stop\"") + END);
                } else {
                    send(exchange, 200, "application/json", WHOLE);
                }
            }
        }
    }

    private static void useATool(HttpExchange exchange, JsonNode body) throws IOException {
        JsonNode messages = body.path("messages");
        if (!isAnswered(messages)) {
            send(
                    exchange,
                    400,
                    "application/json",
                    "{\"error\":{\"message\":\"tool_calls must be followed by tool messages, and only those\"}}");
        } else if (messages.path(messages.size() - 1).path("role").asText().equals("tool")) {
            send(exchange, 200, "application/json", WHOLE);
        } else {
            callATool(exchange);
        }
    }

    /** As OpenAI checks it. */
    private static boolean isAnswered(JsonNode messages) {
        Set<String> open = new HashSet<>();
        for (JsonNode message : messages) {
            boolean result = message.path("role").asText().equals("tool");
            if (result ? !open.remove(message.path("tool_call_id").asText()) : !open.isEmpty()) {
                return false;
            }
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asText()));
        }
        return open.isEmpty();
    }

    private static void callATool(HttpExchange exchange) throws IOException {
        String call = "{\"tool_calls\":[{\"index\":0,%s}]}";
        send(
                exchange,
                200,
                "text/event-stream",
                CHUNK.formatted("{\"role\":\"assistant\"}", "null")
                        + CHUNK.formatted(
                                call.formatted(
                                        "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"tide\",\"arguments\":\"\"}"),
                                "null")
                        + CHUNK.formatted(call.formatted("\"function\":{\"arguments\":\"{\\\"at\\\":\"}"), "null")
                        + CHUNK.formatted(call.formatted("\"function\":{\"arguments\":\"6}\"}"), "null")
                        + CHUNK.formatted("{}", "\"tool_calls\"")
                        + END);
    }

    private static void pause(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"Wait. \"}", "null")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
            out.write((CHUNK.formatted("{\"content\":\"Aye.\"}", "\"stop\"") + END).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void goOn(HttpExchange exchange, CountDownLatch left) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            while (!left.await(20, TimeUnit.MILLISECONDS)) {
                out.write(CHUNK.formatted("{\"content\":\"on \"}", "null").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            left.countDown();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
