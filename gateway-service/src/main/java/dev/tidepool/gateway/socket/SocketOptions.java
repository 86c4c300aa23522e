package dev.tidepool.gateway.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** How the server speaks WebSocket. */
@ApplicationScoped
class SocketOptions implements HttpServerOptionsCustomizer {

    /** A longer frame breaks the connection off; the limit of a message lies below and closes it in order. */
    private static final int MAX_FRAME_BYTES = 64 * 1024;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        customize(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customize(options);
    }

    /**
     * No compression: a compressor's windows cost each socket more than all the rest of it, and a message of 10 KB could unfold
     * to megabytes before anybody has counted it.
     */
    private static void customize(HttpServerOptions options) {
        options.setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
                .addWebSocketSubProtocol(Handshake.CARRIER);
    }
}
