package dev.tidepool.load;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;

/** The floor: a proxy of the gateway's own kind that has no duties at all. */
final class FloorProxy extends AbstractVerticle {
    private final int port;
    private final int upstream;

    private FloorProxy(int port, int upstream) {
        this.port = port;
        this.upstream = upstream;
    }

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        int upstream = Integer.parseInt(arguments[1]);
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        vertx.deployVerticle(() -> new FloorProxy(port, upstream), new DeploymentOptions().setInstances(loops));
    }

    @Override
    public void start() {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(256));
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(request -> relay(client, request))
                .listen();
    }

    private void relay(HttpClient client, HttpServerRequest request) {
        request.pause();
        client.request(request.method(), upstream, "127.0.0.1", request.uri())
                .onSuccess(sent -> {
                    sent.headers().setAll(request.headers());
                    sent.response().onSuccess(answer -> {
                        request.response().setStatusCode(answer.statusCode());
                        request.response().headers().setAll(answer.headers());
                        answer.pipeTo(request.response());
                    });
                    request.pipeTo(sent);
                })
                .onFailure(failure -> request.response().setStatusCode(502).end());
    }
}
