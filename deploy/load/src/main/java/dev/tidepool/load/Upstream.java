package dev.tidepool.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A service that costs next to nothing: 1 KB of JSON to everybody, or an event stream's first event. */
final class Upstream extends AbstractVerticle {
    private static final Buffer BODY = Buffer.buffer("{\"text\":\"" + "x".repeat(1024 - 11) + "\"}");
    private static final CharSequence LENGTH = HttpHeaders.createOptimized(Integer.toString(BODY.length()));
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final int port;

    private Upstream(int port) {
        this.port = port;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        vertx.deployVerticle(() -> new Upstream(port), new DeploymentOptions().setInstances(loops));
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(Upstream::answer)
                .listen();
    }

    private static void answer(HttpServerRequest request) {
        if (request.uri().endsWith("/stream")) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .setChunked(true)
                    .write("data: first\n\n");
            request.response().end();
            return;
        }
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, LENGTH)
                .end(BODY);
    }
}
