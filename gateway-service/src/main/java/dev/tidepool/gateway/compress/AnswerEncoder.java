package dev.tidepool.gateway.compress;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Encodes the body of one answer that the framework writes, on its way out of the connection; then it leaves. Passes on what goes
 * out before: the answer ahead may not have gone yet.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever writes has a promise of its own.
final class AnswerEncoder extends ChannelOutboundHandlerAdapter {

    private final MultiMap head;
    private final BodyEncoder encoder;
    private boolean begun;

    /** @param head of the answer, which says already how its body is encoded and that it comes in chunks */
    AnswerEncoder(MultiMap head, BodyEncoder encoder) {
        this.head = head;
        this.encoder = encoder;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!begun && message instanceof HttpResponse response && isOurs(response)) {
            begun = true;
            DefaultHttpResponse alone =
                    new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers());
            if (message instanceof HttpContent) {
                ctx.write(alone, ctx.voidPromise());
            } else {
                ctx.write(alone, promise);
            }
        }
        if (begun && message instanceof HttpContent content) {
            encode(ctx, content, promise);
        } else if (!(begun && message instanceof HttpResponse)) {
            ctx.write(message, promise);
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is a matter of identity.
    private boolean isOurs(HttpResponse response) {
        return (Object) response.headers() == head;
    }

    private void encode(ChannelHandlerContext ctx, HttpContent content, ChannelPromise promise) {
        Buffer ready;
        try {
            ready = encoded(content);
        } finally {
            ReferenceCountUtil.release(content);
        }
        if (content instanceof LastHttpContent) {
            ctx.write(new DefaultLastHttpContent(Unpooled.wrappedBuffer(ready.getBytes())), promise);
            ctx.pipeline().remove(this);
        } else {
            ctx.write(new DefaultHttpContent(Unpooled.wrappedBuffer(ready.getBytes())), promise);
        }
    }

    private Buffer encoded(HttpContent content) {
        byte[] piece = new byte[content.content().readableBytes()];
        content.content().readBytes(piece);
        Buffer ready = piece.length == 0 ? Buffer.buffer() : encoder.encode(Buffer.buffer(piece));
        return content instanceof LastHttpContent ? ready.appendBuffer(encoder.finish()) : ready;
    }

    /** Also when the connection ends before the answer does. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        encoder.discard();
    }
}
