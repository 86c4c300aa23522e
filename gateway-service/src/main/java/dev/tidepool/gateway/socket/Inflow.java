package dev.tidepool.gateway.socket;

import io.vertx.core.http.WebSocketFrame;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/** What one client sends, against the limits: length and number of messages. Confined to the socket's event loop. */
final class Inflow {

    /** Messages refused in one minute before the client is taken for one that does not listen. */
    private static final int PATIENCE = 100;

    /** Frames that a socket without an owner may send: enough for a credential in pieces and a second attempt. */
    private static final int FRAMES_OF_NOBODY = 10;

    private final int maxMessageBytes;

    /** Counts so many messages of the organisation's; false when it has not as many left. */
    private final IntPredicate mayReceive;

    private final ToIntFunction<WebSocketFrame> cost;

    private int messageBytes;
    private boolean refusing;
    private int refused;
    private int framesOfNobody;

    /** @param cost as how many messages one counts, by its first frame */
    Inflow(int maxMessageBytes, IntPredicate mayReceive, ToIntFunction<WebSocketFrame> cost) {
        this.maxMessageBytes = maxMessageBytes;
        this.mayReceive = mayReceive;
        this.cost = cost;
    }

    /** What is to be done with a frame. */
    enum Verdict {
        PASS,
        DROP,
        /** Drop it, and say that the message was refused. */
        REFUSE,
        TOO_BIG,
        FLOOD
    }

    /** @param frame a ping, or one with data */
    Verdict of(WebSocketFrame frame, boolean isOwned) {
        if (!isOwned && ++framesOfNobody > FRAMES_OF_NOBODY) {
            return Verdict.FLOOD;
        }
        if (frame.isPing()) {
            return mayReceive.test(1) || ++refused <= PATIENCE ? Verdict.DROP : Verdict.FLOOD;
        }
        return ofData(frame);
    }

    private Verdict ofData(WebSocketFrame frame) {
        boolean begins = messageBytes == 0;
        // An empty frame counts too, or a message might have any number of them.
        messageBytes += Math.max(1, frame.binaryData().length());
        if (messageBytes > maxMessageBytes) {
            return Verdict.TOO_BIG;
        }
        if (begins) {
            refusing = !mayReceive.test(cost.applyAsInt(frame));
        }
        if (frame.isFinal()) {
            messageBytes = 0;
        }
        if (!refusing) {
            refused = 0;
            return Verdict.PASS;
        }
        if (!frame.isFinal()) {
            return Verdict.DROP;
        }
        return ++refused > PATIENCE ? Verdict.FLOOD : Verdict.REFUSE;
    }
}
