package dev.tidepool.gateway.cache;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** JSON that the gateway itself publishes, the same for everybody. */
public interface PublicDocument {

    /** Where, exactly. */
    String documentPath();

    Uni<Buffer> document();
}
