package dev.tidepool.staking.test;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node that answers as a test says, and remembers what it was asked. Its balances are its slot. */
public final class StandInNode {

    private static final int BLOCKS_OF_A_HASH = 150;

    private final HttpServer server;
    private final Queue<JsonObject> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Behaviour behaviour = StandInNode::well;
    private volatile long slot;
    private volatile String genesis = "11111111111111111111111111111111";

    public StandInNode(Vertx vertx, long slot) {
        this.slot = slot;
        this.server = vertx.createHttpServer()
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(request -> request.body().onSuccess(body -> {
                    JsonObject call = body.toJsonObject();
                    calls.add(call);
                    behaviour.answer(this, call, request.response());
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    /** What it does with a call. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(StandInNode node, JsonObject call, HttpServerResponse response);
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/";
    }

    public void behave(Behaviour next) {
        behaviour = next;
    }

    /** Is of another chain than the others. */
    public void beOfChain(String genesisHash) {
        genesis = genesisHash;
    }

    public void reach(long reached) {
        slot = reached;
    }

    /** Answers what {@link #hold} kept, and behaves well from now on. */
    public void release() {
        behaviour = StandInNode::well;
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    public List<JsonObject> calls() {
        return new ArrayList<>(calls);
    }

    public long calls(String method) {
        return calls.stream()
                .filter(call -> call.getString("method").equals(method))
                .count();
    }

    /** Ever opened. */
    public int connections() {
        return connections.get();
    }

    public static void well(StandInNode node, JsonObject call, HttpServerResponse response) {
        JsonObject options = call.getJsonArray("params").stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .findFirst()
                .orElseGet(JsonObject::new);
        if (options.getLong("minContextSlot", 0L) > node.slot) {
            error(-32016).answer(node, call, response);
        } else {
            careless(node, call, response);
        }
    }

    /** Pays no heed to what slot is wanted. */
    public static void careless(StandInNode node, JsonObject call, HttpServerResponse response) {
        JsonObject context = new JsonObject().put("slot", node.slot);
        Object result = switch (call.getString("method")) {
            case "getSlot" -> node.slot;
            case "getGenesisHash" -> node.genesis;
            case "getBalance" -> new JsonObject().put("context", context).put("value", node.slot);
            case "getLatestBlockhash" ->
                new JsonObject()
                        .put("context", context)
                        .put(
                                "value",
                                new JsonObject()
                                        .put("blockhash", "11111111111111111111111111111111")
                                        .put("lastValidBlockHeight", node.slot + BLOCKS_OF_A_HASH));
            default -> "done";
        };
        response.putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", 1)
                        .put("result", result)
                        .toBuffer());
    }

    public static void hold(StandInNode node, JsonObject call, HttpServerResponse response) {
        node.held.add(() -> well(node, call, response));
    }

    public static void hang(StandInNode node, JsonObject call, HttpServerResponse response) {
        // Nothing comes, ever.
    }

    public static void drop(StandInNode node, JsonObject call, HttpServerResponse response) {
        response.reset();
    }

    public static void html(StandInNode node, JsonObject call, HttpServerResponse response) {
        response.setStatusCode(502).end("<html><body>Bad Gateway</body></html>");
    }

    public static void malformed(StandInNode node, JsonObject call, HttpServerResponse response) {
        response.end("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"value\":[]}}");
    }

    public static Behaviour rateLimited(int retryAfterSeconds) {
        return (node, call, response) -> response.setStatusCode(429)
                .putHeader("Retry-After", Integer.toString(retryAfterSeconds))
                .end("slow down");
    }

    public static Behaviour error(int code) {
        return (node, call, response) -> response.end(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(code));
    }
}
