package dev.tidepool.kernel.test.openclaw;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * A gateway that speaks the frames recorded from OpenClaw 2026.9.6. Whoever connects is challenged, its signature checked, and
 * welcomed with {@link #hello}; a test says what else happens with {@link #on}. Over HTTP it tells all requests so far.
 */
public final class ScriptedGateway implements AutoCloseable {

    public static final String TOKEN = "shared-token";

    private static final String WITHOUT_SOCKETS = "vertx.disableWebsockets";
    private static final String NONCE = "4d41d44e-643b-41b3-bbaa-c6807a7a7fb6";
    private static final long TIME = 1_795_284_739_859L;
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final HttpServer server;
    private final Map<String, BiConsumer<Peer, JsonObject>> methods = new ConcurrentHashMap<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<JsonObject> requests = new CopyOnWriteArrayList<>();

    private ScriptedGateway(Vertx vertx) {
        server = server(vertx)
                .webSocketHandler(this::accept)
                .requestHandler(request -> request.response().end(new JsonArray(requests).encode()));
        on("connect", (peer, request) -> peer.answer(request, hello(30_000)));
    }

    /** The framework turns WebSockets off for all servers of a JVM in which it serves none itself. */
    private static HttpServer server(Vertx vertx) {
        String before = System.clearProperty(WITHOUT_SOCKETS);
        try {
            return vertx.createHttpServer();
        } finally {
            if (before != null) {
                System.setProperty(WITHOUT_SOCKETS, before);
            }
        }
    }

    public static ScriptedGateway start(Vertx vertx) {
        return start(vertx, 0);
    }

    public static ScriptedGateway start(Vertx vertx, int port) {
        ScriptedGateway gateway = new ScriptedGateway(vertx);
        try {
            gateway.server
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException | TimeoutException failure) {
            throw new IllegalStateException(failure);
        }
        return gateway;
    }

    /** One socket as the gateway sees it. */
    public final class Peer {

        private final ServerWebSocket socket;
        private volatile int closed = -1;

        private Peer(ServerWebSocket socket) {
            this.socket = socket;
            socket.closeHandler(ended -> closed = socket.closeStatusCode() == null ? 1006 : socket.closeStatusCode());
        }

        public void answer(JsonObject request, JsonObject payload) {
            send(new JsonObject()
                    .put("type", "res")
                    .put("id", request.getString("id"))
                    .put("ok", true)
                    .put("payload", payload));
        }

        public void refuse(JsonObject request, JsonObject error) {
            send(new JsonObject()
                    .put("type", "res")
                    .put("id", request.getString("id"))
                    .put("ok", false)
                    .put("error", error));
        }

        public void event(String name, JsonObject payload) {
            send(new JsonObject().put("type", "event").put("event", name).put("payload", payload));
        }

        public void send(JsonObject frame) {
            sendText(frame.encode());
        }

        public void sendText(String text) {
            socket.writeTextMessage(text);
        }

        public void close(int status) {
            socket.close((short) status);
        }

        /** As a process that is killed. */
        public void cut() {
            ((io.vertx.core.http.impl.WebSocketInternal) socket)
                    .channelHandlerContext()
                    .channel()
                    .close();
        }

        /** The status with which the socket was closed; -1 while it is open. */
        public int closed() {
            return closed;
        }

        public String origin() {
            return socket.headers().get("Origin");
        }
    }

    /** From now on the method is answered like this. */
    public ScriptedGateway on(String method, BiConsumer<Peer, JsonObject> reply) {
        methods.put(method, reply);
        return this;
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + port());
    }

    public int port() {
        return server.actualPort();
    }

    public List<Peer> peers() {
        return peers;
    }

    /** The parameters of all requests for a method so far. */
    public List<JsonObject> requests(String method) {
        return requests.stream()
                .filter(request -> request.getString("method").equals(method))
                .map(request -> request.getJsonObject("params"))
                .toList();
    }

    private void accept(ServerWebSocket socket) {
        Peer peer = new Peer(socket);
        peers.add(peer);
        socket.textMessageHandler(text -> take(peer, new JsonObject(text)));
        peer.event("connect.challenge", new JsonObject().put("nonce", NONCE).put("ts", TIME));
    }

    private void take(Peer peer, JsonObject request) {
        requests.add(request);
        BiConsumer<Peer, JsonObject> reply = methods.get(request.getString("method"));
        if (reply == null) {
            peer.refuse(
                    request,
                    error("FORBIDDEN", "missing scope: operator.admin")
                            .put(
                                    "details",
                                    new JsonObject()
                                            .put("code", "MISSING_SCOPE")
                                            .put("missingScope", "operator.admin")));
        } else {
            reply.accept(peer, request);
        }
    }

    public static JsonObject error(String code, String message) {
        return new JsonObject().put("code", code).put("message", message);
    }

    public static JsonObject hello(long tickMillis) {
        return new JsonObject()
                .put("type", "hello-ok")
                .put("protocol", 4)
                .put("server", new JsonObject().put("version", "2026.9.6").put("connId", "3e7f86c3"))
                .put(
                        "features",
                        new JsonObject().put("methods", new JsonArray()).put("events", new JsonArray()))
                .put("auth", new JsonObject().put("role", "operator"))
                .put(
                        "policy",
                        new JsonObject()
                                .put("maxPayload", 26_214_400)
                                .put("maxBufferedBytes", 52_428_800)
                                .put("tickIntervalMs", tickMillis));
    }

    /** Whether a connect request's device signed what the protocol asks for, with this credential. */
    public static boolean isSigned(JsonObject params, String credential) {
        JsonObject device = params.getJsonObject("device");
        JsonObject client = params.getJsonObject("client");
        String text = "v3|%s|%s|%s|%s|%s|%d|%s|%s|linux|"
                .formatted(
                        device.getString("id"),
                        client.getString("id"),
                        client.getString("mode"),
                        params.getString("role"),
                        String.join(
                                ",",
                                params.getJsonArray("scopes").stream()
                                        .map(String::valueOf)
                                        .toList()),
                        TIME,
                        credential,
                        NONCE);
        byte[] raw = Base64.getUrlDecoder().decode(device.getString("publicKey"));
        try {
            byte[] encoded = new byte[ED25519_PREFIX.length + raw.length];
            System.arraycopy(ED25519_PREFIX, 0, encoded, 0, ED25519_PREFIX.length);
            System.arraycopy(raw, 0, encoded, ED25519_PREFIX.length, raw.length);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            String id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
            return id.equals(device.getString("id"))
                    && device.getLong("signedAt") == TIME
                    && signature.verify(Base64.getUrlDecoder().decode(device.getString("signature")));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        peers.forEach(Peer::cut);
        server.close();
    }
}
