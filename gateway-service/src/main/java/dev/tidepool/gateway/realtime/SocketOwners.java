package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.socket.SocketOwner;
import java.time.Instant;
import java.util.Optional;

/** A credential as the owner of a socket. Pure. */
public final class SocketOwners {

    private SocketOwners() {}

    public static SocketOwner of(Authentication.Known known) {
        return new SocketOwner(
                known.caller(), known.credential(), known.expiresAt().orElse(Instant.MAX));
    }

    /** When its credential ends, if it does. */
    public static Optional<Instant> end(SocketOwner owner) {
        return owner.expiresAt().equals(Instant.MAX) ? Optional.empty() : Optional.of(owner.expiresAt());
    }
}
