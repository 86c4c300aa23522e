package dev.tidepool.session.socket;

import dev.tidepool.session.session.SessionState;
import java.util.Locale;

/** Why a socket is closed. The codes from 4000 on are ours (RFC 6455, section 7.4.2); the reason is the name in lower case. */
enum SocketClose {
    NO_PONG(1001),
    SERVER_SHUTDOWN(1012),
    /** The client takes nothing any more. */
    LAGGED(1013),
    SESSION_DELETED(4404),
    SESSION_CLOSED(4409),
    SESSION_EXPIRED(4410);

    private final short code;

    SocketClose(int code) {
        this.code = (short) code;
    }

    short code() {
        return code;
    }

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SocketClose of(SessionState.Ended state) {
        return switch (state) {
            case SessionState.Closed closed -> SESSION_CLOSED;
            case SessionState.Expired expired -> SESSION_EXPIRED;
        };
    }
}
