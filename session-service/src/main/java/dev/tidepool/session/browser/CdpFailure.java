package dev.tidepool.session.browser;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

/** What the browser answered to a command in place of a result, or that it cannot answer any more. */
final class CdpFailure extends RuntimeException {

    private final boolean lost;
    private final boolean tooLong;

    private CdpFailure(String message, boolean lost, boolean tooLong) {
        super(message, null, false, false);
        this.lost = lost;
        this.tooLong = tooLong;
    }

    static CdpFailure refused(String method, String message) {
        return new CdpFailure(method + ": " + message, false, false);
    }

    static CdpFailure lost() {
        return new CdpFailure("the connection to the browser ended", true, false);
    }

    /** The connection is given up for a message that is longer than what is read. */
    static CdpFailure tooLong() {
        return new CdpFailure("the browser's answer is too long", true, true);
    }

    /** Why a connection is given up whose socket failed. */
    static CdpFailure ofSocket(Throwable failure) {
        return failure instanceof CorruptedWebSocketFrameException || failure instanceof TooLongFrameException
                ? tooLong()
                : lost();
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** Whether the connection is gone, and the page with it. */
    boolean isLost() {
        return lost;
    }
}
