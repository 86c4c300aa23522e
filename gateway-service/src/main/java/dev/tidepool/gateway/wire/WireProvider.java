package dev.tidepool.gateway.wire;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/** Puts {@link WireTransport} in place while Vert.x is being built. Found by name (META-INF/services). */
public final class WireProvider implements VertxServiceProvider {

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(new WireTransport(builder.findTransport()));
    }
}
