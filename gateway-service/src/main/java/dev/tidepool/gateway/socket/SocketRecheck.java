package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.apikey.ApiKeyVerifier;
import dev.tidepool.gateway.apikey.KeyVerdict;
import dev.tidepool.gateway.standing.LoginSessionId;
import dev.tidepool.gateway.standing.Standings;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Asks now and then what open sockets' credentials are worth: an announcement of their end may have been lost with Redis. */
@ApplicationScoped
class SocketRecheck {

    private static final Logger LOG = Logger.getLogger(SocketRecheck.class);
    private static final String KEY = "key:";
    private static final String SESSION = "session:";

    private final OpenSockets sockets;
    private final ApiKeyVerifier keys;
    private final Standings standings;
    private final SocketConfig config;
    private final Vertx vertx;

    SocketRecheck(OpenSockets sockets, ApiKeyVerifier keys, Standings standings, SocketConfig config, Vertx vertx) {
        this.sockets = sockets;
        this.keys = keys;
        this.standings = standings;
        this.config = config;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent started) {
        vertx.setPeriodic(config.recheckInterval().toMillis(), timer -> recheckAll());
    }

    private void recheckAll() {
        Set<String> asked = new HashSet<>();
        sockets.owners().map(SocketOwner::credential).filter(asked::add).forEach(this::recheck);
    }

    private void recheck(String credential) {
        isLive(credential)
                .onSuccess(live -> {
                    if (!live) {
                        sockets.forEach(socket -> socket.credentialEnds(credential, Instant.now()));
                    }
                })
                .onFailure(failure -> LOG.debugf("event=socket_not_rechecked reason=%s", failure.toString()));
    }

    /** Tokens of other issuers can only be waited for: they expire. */
    private Future<Boolean> isLive(String credential) {
        if (credential.startsWith(KEY)) {
            return keys.recheck(credential.substring(KEY.length())).map(KeyVerdict.Live.class::isInstance);
        }
        if (credential.startsWith(SESSION)) {
            LoginSessionId session = LoginSessionId.fromString(credential.substring(SESSION.length()));
            return standings.memberOf(session).map(member -> member.isPresent());
        }
        return Future.succeededFuture(true);
    }
}
