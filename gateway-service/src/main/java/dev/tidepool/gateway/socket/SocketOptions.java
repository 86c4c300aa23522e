package dev.tidepool.gateway.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * No compression of WebSocket messages: a compressor's windows cost each socket more than all the rest of it, and a message of 10 KB
 * could unfold to megabytes before anybody has counted it.
 */
@ApplicationScoped
class SocketOptions implements HttpServerOptionsCustomizer {

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        withoutCompression(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        withoutCompression(options);
    }

    private static void withoutCompression(HttpServerOptions options) {
        options.setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false);
    }
}
