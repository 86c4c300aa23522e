package dev.tidepool.gateway.compress;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the body of one answer on its way out of the connection; then it leaves. Holds back its beginning until that is long
 * enough to be worth it: a body that ends before goes out as it is, one that pauses may become long and is encoded. Every later
 * piece goes out as it comes. Passes on what goes out before the answer: the one ahead may not have gone yet.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Whoever writes has a promise of its own.
final class AnswerEncoder extends ChannelOutboundHandlerAdapter {

    private final MultiMap head;
    private final Terms terms;
    private final Supplier<Optional<BodyEncoder>> source;

    private @Nullable PendingWriteQueue held;
    private @Nullable ScheduledFuture<?> pause;
    private long heldBytes;
    private @Nullable BodyEncoder encoder;

    /**
     * @param least bytes that are held back before anything is encoded
     * @param patience how long they are
     */
    record Terms(long least, Duration patience) {}

    /**
     * @param head of the answer
     * @param source readies the head for an encoded body and gives its encoder, or leaves all as it is
     */
    AnswerEncoder(MultiMap head, Terms terms, Supplier<Optional<BodyEncoder>> source) {
        this.head = head;
        this.terms = terms;
        this.source = source;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (encoder != null) {
            encode(ctx, encoder, message, promise);
        } else if (held != null || isOurs(message)) {
            hold(ctx, message, promise);
        } else {
            ctx.write(message, promise);
        }
    }

    @SuppressWarnings("ReferenceEquality") // It is a matter of identity.
    private boolean isOurs(Object message) {
        return message instanceof HttpResponse response && (Object) response.headers() == head;
    }

    private void hold(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpContent content) {
            heldBytes += content.content().readableBytes();
        }
        PendingWriteQueue all = held == null ? new PendingWriteQueue(ctx) : held;
        held = all;
        boolean isLong = heldBytes >= terms.least();
        boolean isWhole = message instanceof LastHttpContent;
        all.add(message, isLong || isWhole ? promise : ctx.newPromise());
        if (isLong) {
            begin(ctx, all);
        } else if (isWhole) {
            letGo(ctx, all);
        } else {
            if (pause == null) {
                pause = ctx.executor()
                        .schedule(() -> pauses(ctx, all), terms.patience().toMillis(), TimeUnit.MILLISECONDS);
            }
            // Who writes may wait for this before there is more.
            promise.trySuccess();
        }
    }

    private void pauses(ChannelHandlerContext ctx, PendingWriteQueue all) {
        begin(ctx, all);
        ctx.flush();
    }

    private void begin(ChannelHandlerContext ctx, PendingWriteQueue all) {
        Optional<BodyEncoder> begun = source.get();
        if (begun.isEmpty()) {
            letGo(ctx, all);
            return;
        }
        forget();
        encoder = begun.get();
        for (Object message = all.current(); message != null; message = all.current()) {
            ReferenceCountUtil.retain(message);
            encode(ctx, begun.get(), message, all.remove());
        }
    }

    /** As it is. */
    private void letGo(ChannelHandlerContext ctx, PendingWriteQueue all) {
        forget();
        all.removeAndWriteAll();
        ctx.pipeline().remove(this);
    }

    private void forget() {
        held = null;
        if (pause != null) {
            pause.cancel(false);
        }
    }

    private static void writeHead(ChannelHandlerContext ctx, HttpResponse response, ChannelPromise promise) {
        ctx.write(new DefaultHttpResponse(response.protocolVersion(), response.status(), response.headers()), promise);
    }

    private void encode(ChannelHandlerContext ctx, BodyEncoder body, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            writeHead(ctx, response, message instanceof HttpContent ? ctx.voidPromise() : promise);
        }
        if (message instanceof HttpContent content) {
            encode(ctx, body, content, promise);
        } else if (!(message instanceof HttpResponse)) {
            ctx.write(message, promise);
        }
    }

    private void encode(ChannelHandlerContext ctx, BodyEncoder body, HttpContent content, ChannelPromise promise) {
        Buffer ready;
        try {
            ready = encoded(body, content);
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

    private static Buffer encoded(BodyEncoder body, HttpContent content) {
        byte[] piece = new byte[content.content().readableBytes()];
        content.content().readBytes(piece);
        Buffer ready = piece.length == 0 ? Buffer.buffer() : body.encode(Buffer.buffer(piece));
        return content instanceof LastHttpContent ? ready.appendBuffer(body.finish()) : ready;
    }

    /** Also when the connection ends before the answer does. */
    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (held != null) {
            held.removeAndFailAll(new ClosedChannelException());
        }
        forget();
        if (encoder != null) {
            encoder.discard();
        }
    }
}
