package dev.tidepool.gateway.socket;

/**
 * Why the gateway closes a socket.
 *
 * @param code RFC 6455, section 7.4.1, and its registry
 * @param reason for programs, in the close frame and as a label of metrics
 */
public record Close(short code, String reason) {

    public static final Close TOO_BIG = new Close((short) 1009, "message_too_big");
    public static final Close UNAUTHENTICATED = new Close((short) 1008, "unauthenticated");
    public static final Close EXPIRED = new Close((short) 1008, "credential_expired");
    public static final Close REVOKED = new Close((short) 1008, "credential_revoked");

    /** The credential stands for something else now. */
    public static final Close CHANGED = new Close((short) 1008, "credential_changed");

    /** The client goes on sending although it was told to wait. */
    public static final Close FLOOD = new Close((short) 1008, "rate_limited");

    public static final Close DEAD = new Close((short) 1001, "no_pong");
    /** Whoever is behind the socket takes nothing any more, or gives no sign of life. */
    public static final Close STALLED = new Close((short) 1011, "stalled");

    public static final Close STOPPING = new Close((short) 1012, "server.shutdown");

    /** The client reads too slowly. */
    public static final Close LAGGED = new Close((short) 1013, "lagged");

    /** The client may come back: for limits that were reached after the upgrade. */
    public static final Close TRY_LATER = new Close((short) 1013, "too_many_sockets");
}
