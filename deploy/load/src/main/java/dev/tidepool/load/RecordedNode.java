package dev.tidepool.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An RPC node as far away as providers are: it answers what the real local chain answered before, each time so many
 * milliseconds late. {@code GET /calls} tells how many calls there were.
 */
final class RecordedNode extends AbstractVerticle {
    private static final int UNKNOWN_METHOD = -32601;
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final int port;
    private final long late;
    private final JsonObject recorded;
    private final AtomicLong calls;

    private RecordedNode(int port, long late, JsonObject recorded, AtomicLong calls) {
        this.port = port;
        this.late = late;
        this.recorded = recorded;
        this.calls = calls;
    }

    /** @param arguments port, milliseconds, file of a {@link StakeRecording} */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        long late = Long.parseLong(arguments[1]);
        JsonObject recorded = new JsonObject(Files.readString(Path.of(arguments[2])));
        AtomicLong calls = new AtomicLong();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        vertx.deployVerticle(() -> new RecordedNode(port, late, recorded, calls), new DeploymentOptions());
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::answer)
                .listen();
    }

    private void answer(HttpServerRequest request) {
        if (request.uri().equals("/calls")) {
            request.response().end(Long.toString(calls.get()));
            return;
        }
        request.body().onSuccess(body -> {
            calls.incrementAndGet();
            Buffer answer = answer(body.toJsonObject()).toBuffer();
            vertx.setTimer(
                    late,
                    due -> request.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                            .end(answer));
        });
    }

    private JsonObject answer(JsonObject call) {
        JsonArray parameters = call.getJsonArray("params", new JsonArray());
        Object result = result(call.getString("method"), parameters);
        JsonObject answer = new JsonObject().put("jsonrpc", "2.0").put("id", call.getValue("id"));
        return result == null
                ? answer.put(
                        "error", new JsonObject().put("code", UNKNOWN_METHOD).put("message", "not recorded"))
                : answer.put("result", result);
    }

    private @Nullable Object result(String method, JsonArray parameters) {
        return switch (method) {
            case "getMultipleAccounts" ->
                inContext(new JsonArray(parameters.getJsonArray(0).stream()
                        .map(address -> account((String) address))
                        .toList()));
            case "getBalance" -> inContext(account(parameters.getString(0)).getValue("lamports"));
            case "getMinimumBalanceForRentExemption" ->
                recorded.getJsonObject(method).getValue(parameters.getValue(0).toString());
            case "getSignatureStatuses" ->
                inContext(unseen(parameters.getJsonArray(0).size()));
            default -> recorded.getValue(method);
        };
    }

    private static JsonArray unseen(int signatures) {
        JsonArray none = new JsonArray();
        for (int signature = 0; signature < signatures; signature++) {
            none.addNull();
        }
        return none;
    }

    private JsonObject account(String address) {
        JsonObject accounts = recorded.getJsonObject("getMultipleAccounts");
        return accounts.getJsonObject(address, accounts.getJsonObject(StakeRecording.ANY_WALLET));
    }

    private JsonObject inContext(Object value) {
        return new JsonObject()
                .put("context", recorded.getJsonObject("getLatestBlockhash").getJsonObject("context"))
                .put("value", value);
    }
}
