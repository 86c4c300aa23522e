package dev.tidepool.gateway.support;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the operating system take little of an answer that its client does not read, so that one who does not is soon noticed. */
@ApplicationScoped
public class ReluctantServer implements HttpServerOptionsCustomizer {

    private static final int SEND_BUFFER_BYTES = 16 * 1024;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setSendBufferSize(SEND_BUFFER_BYTES);
    }
}
