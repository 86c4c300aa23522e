package dev.tidepool.gateway.compress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.buffer.Buffer;

/**
 * Encodes one body as it comes. Holds native memory until {@link #finish} or {@link #discard}, one of which must be called;
 * both are harmless when repeated. Not thread-safe.
 */
public final class BodyEncoder {

    private final EmbeddedChannel channel;
    private final Runnable ended;
    private boolean open = true;

    BodyEncoder(ChannelHandler encoder, Runnable ended) {
        this.channel = new EmbeddedChannel(encoder);
        this.ended = ended;
    }

    /** What is ready to go out, maybe nothing yet. */
    public Buffer encode(Buffer piece) {
        channel.writeOutbound(Unpooled.wrappedBuffer(piece.getBytes()));
        return ready();
    }

    /** The rest. */
    public Buffer finish() {
        if (!open) {
            return Buffer.buffer();
        }
        open = false;
        channel.finish();
        Buffer rest = ready();
        ended.run();
        return rest;
    }

    /** Nobody waits for the rest. */
    public void discard() {
        if (open) {
            open = false;
            channel.finishAndReleaseAll();
            ended.run();
        }
    }

    private Buffer ready() {
        Buffer out = Buffer.buffer();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            byte[] bytes = new byte[piece.readableBytes()];
            piece.readBytes(bytes);
            piece.release();
            out.appendBytes(bytes);
        }
        return out;
    }
}
