package dev.tidepool.gateway.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What no resource describes: WebSockets and the page. */
final class EdgeDescription {

    private static final String RESOURCE = "/openapi/edge.json";

    private EdgeDescription() {}

    static JsonObject load() {
        try (InputStream in = EdgeDescription.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + RESOURCE);
            }
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
