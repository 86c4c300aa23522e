package dev.tidepool.gateway.socket;

import io.vertx.core.http.WebSocketFrame;
import java.util.function.BooleanSupplier;

/** What one client sends, against the limits: length and number of messages. Confined to the socket's event loop. */
final class Inflow {

    /** Messages refused in one minute before the client is taken for one that does not listen. */
    private static final int PATIENCE = 100;

    /** Frames that a socket without an owner may send: enough for a credential in pieces and a second attempt. */
    private static final int FRAMES_OF_NOBODY = 10;

    private final int maxMessageBytes;

    /** Counts one message of the organisation's; false when it has none left. */
    private final BooleanSupplier mayReceive;

    private int messageBytes;
    private boolean refusing;
    private int refused;
    private int framesOfNobody;

    Inflow(int maxMessageBytes, BooleanSupplier mayReceive) {
        this.maxMessageBytes = maxMessageBytes;
        this.mayReceive = mayReceive;
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
            return mayReceive.getAsBoolean() || ++refused <= PATIENCE ? Verdict.DROP : Verdict.FLOOD;
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
            refusing = !mayReceive.getAsBoolean();
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
