package dev.tidepool.gateway.realtime;

import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CallerClaims;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Whose ticket it is, as it is stored: the caller as in a token's claims, and the credential it was asked with. Pure. */
final class TicketHolder {

    private TicketHolder() {}

    static String write(SocketOwner owner) {
        JwtClaims claims = new JwtClaims();
        CallerClaims.write(owner.member(), claims);
        return new JsonObject()
                .put("caller", claims.toJson())
                .put("credential", owner.credential())
                .put("expiresAt", owner.expiresAt().toString())
                .encode();
    }

    /** @throws IllegalArgumentException for anything that {@link #write} has not written */
    static SocketOwner read(String text) {
        JsonObject json = new JsonObject(text);
        try {
            if (CallerClaims.read(JwtClaims.parse(json.getString("caller"))) instanceof Caller.Member member) {
                return new SocketOwner(
                        member, json.getString("credential"), Instant.parse(json.getString("expiresAt")));
            }
        } catch (MalformedClaimException | InvalidJwtException malformed) {
            throw new IllegalArgumentException("not a ticket's holder", malformed);
        }
        throw new IllegalArgumentException("a ticket belongs to a member");
    }
}
