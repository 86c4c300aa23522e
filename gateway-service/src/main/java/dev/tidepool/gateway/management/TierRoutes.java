package dev.tidepool.gateway.management;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.identity.OrganizationService;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The operator's change of an organisation's tier, on the management port and with the operator's token only. */
@ApplicationScoped
class TierRoutes {

    private static final Logger LOG = Logger.getLogger(TierRoutes.class);
    private static final String BEARER = "Bearer ";
    private static final int LEAST_TOKEN_CHARACTERS = 32;
    private static final int MAX_BODY_BYTES = 4096;

    private final OrganizationService organizations;
    private final Optional<byte[]> tokenHash;

    TierRoutes(OrganizationService organizations, OperatorConfig config) {
        this.organizations = organizations;
        this.tokenHash = config.token().map(TierRoutes::requireLong).map(TierRoutes::hash);
    }

    private static String requireLong(String token) {
        if (token.length() < LEAST_TOKEN_CHARACTERS) {
            throw new IllegalStateException("TIDEPOOL_OPERATOR_TOKEN must have at least " + LEAST_TOKEN_CHARACTERS
                    + " characters, not " + token.length());
        }
        return token;
    }

    void register(@Observes ManagementInterface management) {
        if (tokenHash.isPresent()) {
            management
                    .router()
                    .put("/internal/organizations/:id/tier")
                    .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                    .handler(this::serve);
        }
    }

    private void serve(RoutingContext routing) {
        String id = routing.request().getHeader(RequestContext.REQUEST_ID_HEADER);
        if (id != null && RequestContext.isValidRequestId(id)) {
            RequestContext.requestId(routing, id);
        }
        try {
            requireOperator(routing);
            organizations
                    .move(organization(routing), tier(routing), Origin.of(routing))
                    .subscribe()
                    .with(done -> Reply.empty(routing, 204), failure -> fail(routing, failure));
        } catch (Problem refused) {
            Reply.problem(routing, refused);
        }
    }

    /** Compared as hashes, so that neither time nor length tells anything of the token. */
    private void requireOperator(RoutingContext routing) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        boolean isOperator = header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(hash(header.substring(BEARER.length())), tokenHash.orElseThrow());
        if (!isOperator) {
            LOG.warnf(
                    "event=operator_refused client=%s",
                    routing.request().remoteAddress().hostAddress());
            throw Problem.unauthorized("Send the operator's token as a bearer.");
        }
    }

    private static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    private static OrganizationId organization(RoutingContext routing) {
        try {
            return OrganizationId.fromString(String.valueOf(routing.pathParam("id")));
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("id", "The organisation's id must be a UUID.");
        }
    }

    private static Tier tier(RoutingContext routing) {
        Buffer sent = routing.body().buffer();
        try {
            JsonObject body = new JsonObject(sent == null ? Buffer.buffer() : sent);
            return Tier.ofWireName(body.getString("tier", ""));
        } catch (DecodeException | ClassCastException notAnObject) {
            throw Problem.of(CommonError.MALFORMED_JSON, "Send a JSON object with tier.");
        } catch (IllegalArgumentException unknown) {
            throw Problem.invalidField("tier", "tier must be open_source, teams or government.");
        }
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        } else {
            LOG.errorf(failure, "event=tier_change_failed");
            Reply.problem(routing, Problem.of(CommonError.INTERNAL, "The tier could not be changed."));
        }
    }
}
