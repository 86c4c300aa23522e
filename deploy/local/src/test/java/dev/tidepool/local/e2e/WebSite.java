package dev.tidepool.local.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A small site on loopback, which the suite's settings allow its browsers to visit. */
final class WebSite {

    private static final String HOME = """
            <!doctype html><html lang="en"><head><title>Harbour</title></head><body><h1>The harbour</h1>
            <form action="/tide"><label>Day <input name="day"></label><button>Ask</button></form></body></html>
            """;

    private final HttpServer server;
    private volatile String authorization = "";

    WebSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/", HOME);
        serve("/tide", "<!doctype html><title>Tide</title><h1>High tide at six</h1>");
        server.createContext("/whoami", this::tell);
        server.start();
    }

    private void serve(String path, String page) {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** Says again what it was shown, as a careless service does. */
    private void tell(HttpExchange exchange) throws IOException {
        authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = ("You are " + authorization).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** What the last one who asked who they are had shown. */
    String lastAuthorization() {
        return authorization;
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String url() {
        return "http://" + authority();
    }
}
