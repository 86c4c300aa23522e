package dev.tidepool.gateway.support;

import dev.tidepool.kernel.test.RawPeer;
import java.net.Socket;

/** A WebSocket client for what real clients never send. */
public final class RawSocket extends RawPeer {

    private RawSocket(Socket socket) {
        super(socket);
    }

    public static RawSocket open(String path, String key) {
        RawSocket raw = asking(path, key);
        raw.awaitUpgrade();
        return raw;
    }

    /** Sends the handshake and does not wait for its answer. */
    public static RawSocket asking(String path, String key) {
        RawSocket raw = new RawSocket(socketFrom("127.0.0.1", Gateway.port(), 0));
        raw.ask(path, key);
        return raw;
    }

    public void text(boolean isFirst, boolean isFinal, String text) {
        frame(isFirst ? TEXT : CONTINUATION, isFinal, text);
    }
}
