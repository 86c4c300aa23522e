package dev.tidepool.session.browser;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;

/** The other end of DevTools, as a test wants it. */
final class CdpPeer {

    private static final String WITHOUT_SOCKETS = "vertx.disableWebsockets";

    private CdpPeer() {}

    /** The port on loopback, until the Vert.x is closed. */
    static int listen(Vertx vertx, Consumer<ServerWebSocket> opened) {
        return server(vertx)
                .webSocketHandler(opened::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    /** The framework turns WebSockets off for all servers of a JVM in which it serves none itself. */
    private static HttpServer server(Vertx vertx) {
        String before = System.clearProperty(WITHOUT_SOCKETS);
        try {
            return vertx.createHttpServer(new HttpServerOptions().setMaxWebSocketFrameSize(67_108_864));
        } finally {
            if (before != null) {
                System.setProperty(WITHOUT_SOCKETS, before);
            }
        }
    }
}
