package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.cache.PublicDocument;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/**
 * One file of the documentation's page. Read when it is asked for, and kept for a while like any public document, compressed too.
 *
 * @param resource where it is on the class path
 */
record DocsFile(String documentPath, String contentType, String resource, Vertx vertx) implements PublicDocument {

    @Override
    public Uni<Buffer> document() {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(this::read, false).toCompletionStage());
    }

    private Buffer read() throws IOException {
        try (InputStream in = DocsFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return Buffer.buffer(in.readAllBytes());
        }
    }
}
