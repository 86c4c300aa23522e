package dev.tidepool.gateway.wire;

import dev.tidepool.kernel.problem.Problem;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees that a connection's other side keeps going: a head that is not whole in time, a body that drips and a connection that is only
 * held open all end. How long an answer takes is not the client's matter. Leaves a connection that becomes a WebSocket.
 */
// What a write or a close came to is told by the connection itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionWatch extends ChannelDuplexHandler {

    /** How many looks fall into the shortest limit: so much of it an end may come late. */
    private static final int LOOKS = 8;

    private static final int SWITCHING_PROTOCOLS = 101;

    private final WireLimits limits;
    private final WireMetrics metrics;

    private final BodyFailure failure;

    private Phase phase = Phase.HEAD;
    private long since = System.nanoTime();
    private long received;
    private int unanswered;
    private boolean isNew = true;

    private @Nullable RequestDecoder decoder;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> look;

    private enum Phase {
        /** Between requests. */
        KEPT,
        HEAD,
        BODY,
        /** The request is whole, its answer is not. */
        ANSWER
    }

    ConnectionWatch(WireLimits limits, WireMetrics metrics, BodyFailure failure) {
        this.limits = limits;
        this.metrics = metrics;
        this.failure = failure;
    }

    void begin(RequestDecoder decoding) {
        decoder = decoding;
        lookLater();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (look != null) {
            look.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ctx.fireChannelInactive();
        failure.ended();
    }

    void received(int bytes) {
        isNew = false;
        received += bytes;
        if (phase == Phase.KEPT) {
            enter(Phase.HEAD);
        }
    }

    void headEnded() {
        unanswered++;
        failure.decoded();
        enter(Phase.BODY);
    }

    /** Nothing comes any more; the connection is closed once its request is answered. */
    void bodyFailed(Problem problem) {
        enter(Phase.ANSWER);
        failure.happened(problem);
    }

    void requestEnded() {
        enter(unanswered > 0 ? Phase.ANSWER : Phase.KEPT);
    }

    private void answered() {
        unanswered--;
        if (unanswered == 0 && phase == Phase.ANSWER) {
            enter(decoder != null && decoder.isInHead() ? Phase.HEAD : Phase.KEPT);
        }
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
        received = 0;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean isLast = failure.hasHappened() && unanswered == 1 && isEndOfAnswer(message);
        ctx.write(message, isLast ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
        if (message instanceof HttpResponse response && response.status().code() < 200) {
            if (response.status().code() == SWITCHING_PROTOCOLS) {
                ctx.pipeline().remove(this);
            }
        } else if (isEndOfAnswer(message)) {
            answered();
        }
    }

    private static boolean isEndOfAnswer(Object message) {
        boolean interim =
                message instanceof HttpResponse response && response.status().code() < 200;
        return message instanceof LastHttpContent && !interim;
    }

    private void lookLater() {
        if (context != null) {
            long shortest = limits.shortest().toMillis();
            look = context.executor().schedule(this::look, Math.max(1, shortest / LOOKS), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        if (context == null || decoder == null || !context.channel().isActive()) {
            return;
        }
        long elapsed = System.nanoTime() - since;
        switch (phase) {
            case HEAD -> lookAtHead(context, decoder, elapsed);
            case BODY -> lookAtBody(context, decoder, elapsed);
            case KEPT -> {
                if (elapsed > limits.keepAlive().toNanos()) {
                    metrics.closed("idle");
                    context.close();
                }
            }
            case ANSWER -> {}
        }
        lookLater();
    }

    private void lookAtHead(ChannelHandlerContext ctx, RequestDecoder decoding, long elapsed) {
        if (elapsed <= limits.head().toNanos()) {
            return;
        }
        if (isNew) {
            // Nothing came at all: nobody waits for an answer.
            metrics.closed("idle");
            ctx.close();
        } else {
            timeOut(ctx, decoding);
        }
    }

    /** A client is not to blame for what nobody takes from its connection. */
    private void lookAtBody(ChannelHandlerContext ctx, RequestDecoder decoding, long elapsed) {
        boolean over = elapsed > limits.bodyInterval().toNanos();
        if (!ctx.channel().config().isAutoRead() || (over && received >= limits.bodyMinimumBytes())) {
            enter(Phase.BODY);
        } else if (over) {
            timeOut(ctx, decoding);
        }
    }

    private static void timeOut(ChannelHandlerContext ctx, RequestDecoder decoding) {
        ChannelHandlerContext at = ctx.pipeline().context(decoding);
        if (at == null || !decoding.timeOut(at)) {
            ctx.close();
        }
    }
}
