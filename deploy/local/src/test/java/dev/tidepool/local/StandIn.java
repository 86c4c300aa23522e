package dev.tidepool.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * Stands in for a packaged service in the launcher's own tests: ready at once, tells its environment at /environment.
 * With STAND_IN_FAILS naming its schema it says why and dies instead.
 */
final class StandIn {
    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        String user = System.getenv("TIDEPOOL_DATABASE_USER");
        if (user.equals(System.getenv("STAND_IN_FAILS"))) {
            System.out.println("cannot go on: the reason of " + user);
            System.exit(3);
        }
        int port = Integer.parseInt(System.getenv("TIDEPOOL_MANAGEMENT_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> answer(exchange, "UP"));
        server.createContext("/environment", exchange -> answer(exchange, new TreeMap<>(System.getenv()).toString()));
        server.start();
        System.out.println("listening on " + port);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
