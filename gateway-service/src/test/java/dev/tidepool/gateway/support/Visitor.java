package dev.tidepool.gateway.support;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A client with a network of its own, an address of the loopback network: its limits are nobody else's. */
public final class Visitor {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final HttpClient client;

    private Visitor(HttpClient client) {
        this.client = client;
    }

    public static Visitor arriving() {
        int number = NEXT.incrementAndGet();
        try {
            InetAddress own = InetAddress.getByAddress(new byte[] {
                127, (byte) (ProcessHandle.current().pid() % 200 + 1), (byte) (number >> 8), (byte) number
            });
            return new Visitor(HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(own)
                    .build());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return Gateway.joined(sendLater(request));
    }

    public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
        return Gateway.sendLater(client, request.build());
    }

    public HttpResponse<String> post(String path, JsonObject body) {
        return send(Gateway.json(Gateway.anonymous(path), "POST", body.encode()));
    }

    public HttpResponse<String> send(String method, String path, String credential, JsonObject body) {
        return send(Gateway.json(Gateway.as(credential, path), method, body.encode()));
    }

    public HttpResponse<String> get(String path, String credential) {
        return send(Gateway.as(credential, path));
    }

    public HttpResponse<String> delete(String path, String credential) {
        return send(Gateway.as(credential, path).DELETE());
    }

    public HttpResponse<String> logIn(String email, String password) {
        return post("/v1/auth/login", new JsonObject().put("email", email).put("password", password));
    }
}
