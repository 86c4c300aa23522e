package dev.tidepool.local.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Where agents of tests are told: a server on loopback, which the suite's settings allow webhooks to reach. */
final class WebhookReceiver {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Integer>> answers = new ConcurrentHashMap<>();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /**
     * One request.
     *
     * @param signature the header {@code X-Tidepool-Signature}
     */
    record Told(String path, String delivery, String event, String signature, byte[] body) {

        JsonNode json() {
            try {
                return JSON.readTree(new String(body, StandardCharsets.UTF_8));
            } catch (JsonProcessingException malformed) {
                throw new AssertionError(malformed);
            }
        }

        /** As the documentation tells a receiver to verify it. */
        boolean isSignedWith(String secret) {
            String seconds = signature.substring(2, signature.indexOf(','));
            return signature.equals("t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac(secret, seconds)));
        }

        private byte[] mac(String secret, String seconds) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
                return mac.doFinal(body);
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /** When it was signed, in seconds since 1970. */
        long signedAt() {
            return Long.parseLong(signature.substring(2, signature.indexOf(',')));
        }
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url(String path) {
        return "http://" + authority() + path;
    }

    /** The next requests at a path are answered with these, one each; all others with 204. */
    void answers(String path, Integer... statuses) {
        answers.put(path, new ConcurrentLinkedQueue<>(List.of(statuses)));
    }

    /** What came to a path, in order. */
    List<Told> at(String path) {
        return told.stream().filter(one -> one.path().equals(path)).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            told.add(new Told(
                    path,
                    header(exchange, "X-Tidepool-Delivery"),
                    header(exchange, "X-Tidepool-Event"),
                    header(exchange, "X-Tidepool-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            Integer status =
                    answers.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            // A redirection leads where nobody may be sent.
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }
}
