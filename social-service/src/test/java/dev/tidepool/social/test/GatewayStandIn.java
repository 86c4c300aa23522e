package dev.tidepool.social.test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidepool.kernel.id.OrganizationId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * A real HTTP server where the gateway's internal API would be: the outermost edge of the service. How it answers follows from
 * the agent's name: {@code refused-*} gets 403, {@code crowded-*} 409, {@code broken-*} 500, {@code slow-*} a key after the client gave up,
 * {@code down-*} 500 also to the revocation. {@code GET /calls} tells what it was asked.
 */
public final class GatewayStandIn implements QuarkusTestResourceLifecycleManager {

    public static final OrganizationId NEW_ORGANIZATION =
            OrganizationId.fromString("01900000-0000-7000-8000-00000000000a");

    private final Queue<JsonObject> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Set<String> rotated = ConcurrentHashMap.newKeySet();
    private final HttpServer server = create();

    @Override
    public Map<String, String> start() {
        server.createContext("/internal/agent-keys", this::keys);
        server.createContext(
                "/calls",
                exchange -> answer(exchange, 200, new JsonArray(calls.stream().toList()).encode()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return Map.of(
                "quarkus.rest-client.gateway.url",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "tidepool.social.gateway.timeout", "5s",
                "tidepool.social.gateway.breaker-delay", "2s");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void keys(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/rotate") || path.endsWith("/recover") || path.endsWith("/current")) {
            change(exchange, path);
            return;
        }
        boolean revocation = exchange.getRequestMethod().equals("DELETE");
        JsonObject call = revocation
                ? new JsonObject().put("agentId", path.substring(path.lastIndexOf('/') + 1))
                : new JsonObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        calls.add(call.copy()
                .put("method", exchange.getRequestMethod())
                .put("authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .put("requestId", exchange.getRequestHeaders().getFirst("X-Request-Id")));
        if (revocation) {
            String name = names.getOrDefault(call.getString("agentId"), "");
            answer(exchange, name.startsWith("down-") ? 500 : 204, "");
        } else {
            names.put(call.getString("agentId"), call.getString("name"));
            issue(exchange, call.getString("name"));
        }
    }

    /** Each agent's key rotates once, and is then in its grace for the rest of the run. */
    private void change(HttpExchange exchange, String path) throws IOException {
        String[] segments = path.split("/", -1);
        calls.add(new JsonObject().put("agentId", segments[3]).put("call", segments[4]));
        switch (segments[4]) {
            case "rotate" -> {
                if (rotated.add(segments[3])) {
                    answer(exchange, 200, key("cd").encode());
                } else {
                    answer(exchange, 409, "{}");
                }
            }
            case "recover" -> answer(exchange, 200, key("ef").encode());
            default -> answer(exchange, 204, "");
        }
    }

    private static JsonObject key(String digits) {
        return new JsonObject()
                .put("apiKey", "moltbook_" + digits.repeat(32))
                .put("organizationId", NEW_ORGANIZATION.toString());
    }

    private static void issue(HttpExchange exchange, String name) throws IOException {
        if (name.startsWith("refused-")) {
            answer(exchange, 403, "{}");
        } else if (name.startsWith("crowded-")) {
            answer(exchange, 409, "{}");
        } else if (name.startsWith("broken-") || name.startsWith("down-")) {
            answer(exchange, 500, "{}");
        } else if (name.startsWith("slow-")) {
            // Never answered: the client's own limit ends the call.
            exchange.getRequestBody().close();
        } else {
            answer(exchange, 201, key("ab").encode());
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer create() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
