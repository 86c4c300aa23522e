package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.auth.Authentication;
import dev.tidepool.gateway.socket.SocketOwner;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A credential as the owner of a socket, and back. Pure. */
public final class SocketOwners {

    private SocketOwners() {}

    public static SocketOwner of(Authentication.Known known) {
        return new SocketOwner(
                known.caller(), known.credential(), known.expiresAt().orElse(Instant.MAX));
    }

    public static Authentication.Known known(SocketOwner owner) {
        Optional<Instant> end =
                owner.expiresAt().equals(Instant.MAX) ? Optional.empty() : Optional.of(owner.expiresAt());
        return new Authentication.Known(owner.member(), owner.credential(), end, OptionalInt.empty());
    }
}
