package dev.tidepool.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service that costs next to nothing: 1 KB of JSON to everybody, or an event stream's first event. Also a model's provider:
 * the model {@code t100-20} answers with 100 tokens, one every 20 ms, the first of them at once.
 */
final class Upstream extends AbstractVerticle {
    private static final Buffer BODY = Buffer.buffer("{\"text\":\"" + "x".repeat(1024 - 11) + "\"}");
    private static final CharSequence LENGTH = HttpHeaders.createOptimized(Integer.toString(BODY.length()));
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private static final Pattern MODEL = Pattern.compile("\"model\":\\s*\"t(\\d+)-(\\d+)\"");
    private static final Buffer TOKEN = Buffer.buffer(event("{\"content\":\" token\"}", "null"));
    private static final Buffer END = Buffer.buffer(event("{}", "\"stop\"") + "data: [DONE]\n\n");

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
                .requestHandler(this::answer)
                .listen();
    }

    private static String event(String delta, String finish) {
        return """
                data: {"id":"chatcmpl-load","object":"chat.completion.chunk","created":1760000000,"model":"load",\
                "system_fingerprint":"fp_load","choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}

                """.formatted(delta, finish);
    }

    private void tell(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Matcher model = MODEL.matcher(body.toString());
            if (!model.find()) {
                request.response().setStatusCode(404).end();
                return;
            }
            HttpServerResponse response = request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .setChunked(true);
            response.write(TOKEN);
            new Telling(response, Integer.parseInt(model.group(1)) - 1).every(Long.parseLong(model.group(2)));
        });
    }

    /** Tokens that are still to come. */
    private final class Telling {
        private final HttpServerResponse response;
        private int left;

        Telling(HttpServerResponse response, int left) {
            this.response = response;
            this.left = left;
        }

        void every(long millis) {
            long timer = vertx.setPeriodic(millis, this::next);
            response.closeHandler(closed -> vertx.cancelTimer(timer));
        }

        private void next(long timer) {
            if (left == 0) {
                vertx.cancelTimer(timer);
                response.end(END);
            } else {
                left--;
                response.write(TOKEN);
            }
        }
    }

    private void answer(HttpServerRequest request) {
        if (request.uri().endsWith("/chat/completions")) {
            tell(request);
            return;
        }
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
