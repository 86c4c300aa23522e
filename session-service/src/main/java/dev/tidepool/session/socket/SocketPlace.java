package dev.tidepool.session.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;

/**
 * Whose socket it is, and where.
 *
 * @param requestId of the handshake
 */
record SocketPlace(Caller.Member member, SessionId session, String requestId) {}
