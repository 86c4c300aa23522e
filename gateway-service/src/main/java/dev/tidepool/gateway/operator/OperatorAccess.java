package dev.tidepool.gateway.operator;

import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Lets the operator's token pass and nobody else. */
@ApplicationScoped
public class OperatorAccess {

    private static final Logger LOG = Logger.getLogger(OperatorAccess.class);
    private static final String BEARER = "Bearer ";
    private static final int LEAST_TOKEN_CHARACTERS = 32;

    private final Event<OperatorRefused> refusals;
    private final Optional<byte[]> tokenHash;

    OperatorAccess(OperatorConfig config, Event<OperatorRefused> refusals) {
        this.refusals = refusals;
        this.tokenHash = config.token().map(OperatorAccess::requireLong).map(OperatorAccess::hash);
    }

    /** Serves a route of the management port to the operator; without a token the route does not exist. */
    public void serve(Route route, Consumer<RoutingContext> handler) {
        if (tokenHash.isEmpty()) {
            route.remove();
            return;
        }
        route.handler(routing -> {
            RequestContext.adoptRequestId(routing);
            try {
                requireOperator(routing, tokenHash.get());
                handler.accept(routing);
            } catch (Problem refused) {
                Reply.problem(routing, refused);
            }
        });
    }

    /** Compared as hashes, so that neither time nor length tells anything of the token. */
    private void requireOperator(RoutingContext routing, byte[] expected) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isOperator = header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(hash(header.substring(BEARER.length())), expected);
        if (!isOperator) {
            LOG.warnf(
                    "event=operator_refused client=%s",
                    routing.request().remoteAddress().hostAddress());
            refusals.fire(new OperatorRefused(routing));
            throw Problem.unauthorized("Send the operator's token as a bearer.");
        }
    }

    private static String requireLong(String token) {
        if (token.length() < LEAST_TOKEN_CHARACTERS) {
            throw new IllegalStateException("TIDEPOOL_OPERATOR_TOKEN must have at least " + LEAST_TOKEN_CHARACTERS
                    + " characters, not " + token.length());
        }
        return token;
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}
