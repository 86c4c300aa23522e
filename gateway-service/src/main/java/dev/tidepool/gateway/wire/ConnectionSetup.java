package dev.tidepool.gateway.wire;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Replaces the decoder of a new connection by the strict one, before the first byte of HTTP reaches it. Without TLS the decoder is
 * there at once; with TLS, or behind the PROXY protocol, it comes after the handshake: until then this one stays the last.
 */
final class ConnectionSetup extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final HttpServerOptions options;
    private final WireLimits limits;
    private final WireMetrics metrics;

    ConnectionSetup(HttpServerOptions options, WireLimits limits, WireMetrics metrics) {
        this.options = options;
        this.limits = limits;
        this.metrics = metrics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (!isSetUp(ctx.pipeline())) {
            moveLast(ctx);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!isSetUp(ctx.pipeline())) {
            moveLast(ctx);
        }
        // Goes on from here even though this handler has just left its place.
        ctx.fireChannelRead(message);
    }

    private void moveLast(ChannelHandlerContext ctx) {
        if (ctx.pipeline().last() != this) {
            ctx.pipeline().remove(this);
            ctx.pipeline().addLast(new ConnectionSetup(options, limits, metrics));
        }
    }

    private boolean isSetUp(ChannelPipeline pipeline) {
        if (pipeline.get(DECODER) == null) {
            return false;
        }
        // Heads of answers are encoded where the network takes them from; the server's own allocator puts them on the
        // heap first.
        pipeline.channel().config().setAllocator(PooledByteBufAllocator.DEFAULT);
        BodyFailure failure = new BodyFailure();
        failure.attach(pipeline.channel());
        ConnectionWatch watch = new ConnectionWatch(limits, metrics, failure);
        RequestDecoder decoder = new RequestDecoder(options, limits.maxHeaders(), watch, metrics);
        pipeline.replace(DECODER, DECODER, decoder);
        pipeline.addAfter(ENCODER, "tidepoolWatch", watch);
        watch.begin(decoder);
        // What goes wrong on a connection is told to its request; there is nobody else to tell.
        VertxHandler<?> handler = pipeline.get(VertxHandler.class);
        if (handler != null) {
            handler.getConnection().exceptionHandler(broken -> {});
        }
        pipeline.remove(this);
        return true;
    }
}
