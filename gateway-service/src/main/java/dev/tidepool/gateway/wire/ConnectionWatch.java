package dev.tidepool.gateway.wire;

import dev.tidepool.kernel.log.LogAllowance;
import dev.tidepool.kernel.problem.Problem;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
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

    private static final Logger LOG = Logger.getLogger(ConnectionWatch.class);

    /** Of all connections: sending what is refused costs next to nothing. */
    private static final LogAllowance REFUSALS = new LogAllowance(5);

    private final WireLimits limits;
    private final WireMetrics metrics;

    private final BodyFailure failure;

    private Phase phase = Phase.HEAD;
    private long since = System.nanoTime();
    private long received;
    private int unanswered;
    private int untaken;
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

    /**
     * Whether the connection may have another request. Nothing holds back who sends requests and takes no answers, or sends more than
     * are answered: such a connection is closed.
     */
    boolean admitsRequest() {
        if (context == null) {
            return true;
        }
        // Answers wait until they are taken; few of them do not fill the connection's buffer.
        untaken = context.channel().isWritable() ? 0 : untaken + 1;
        if (unanswered < limits.maxPipelined() && untaken <= limits.maxPipelined()) {
            return true;
        }
        metrics.closed("pipelining");
        context.close();
        return false;
    }

    /** For the log: a body that is refused late leaves a line that says 200 else. */
    void tellRefused(Refusal refusal) {
        OptionalLong suppressed = REFUSALS.next(System.nanoTime());
        if (context != null && suppressed.isPresent()) {
            LOG.infof(
                    "event=wire_refused reason=%s peer=%s suppressed=%d",
                    refusal.name().toLowerCase(Locale.ROOT), peer(context), suppressed.getAsLong());
        }
    }

    private static String peer(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "unknown";
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
