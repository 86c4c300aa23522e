package dev.tidepool.gateway.management;

import dev.tidepool.gateway.apikey.AgentKeyService;
import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.auth.SigningKeys;
import dev.tidepool.gateway.reply.Reply;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.InternalTokenVerifier;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.log.RequestContext;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * What services ask of the gateway, on its management port: the key set for internal tokens, and keys for agents. The latter
 * needs the internal token of the request being served, with a scope that one route of the table alone gives.
 */
@ApplicationScoped
class AgentKeyRoutes {

    private static final Logger LOG = Logger.getLogger(AgentKeyRoutes.class);
    private static final String SCOPE = "agents:register";
    private static final String BEARER = "Bearer ";
    private static final int MAX_BODY_BYTES = 4096;

    private final SigningKeys keys;
    private final AgentKeyService agentKeys;
    private final AuditTrail audit;

    AgentKeyRoutes(SigningKeys keys, AgentKeyService agentKeys, AuditTrail audit) {
        this.keys = keys;
        this.agentKeys = agentKeys;
        this.audit = audit;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/internal/jwks.json").handler(this::keySet);
        management
                .router()
                .post("/internal/agent-keys")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(routing -> registered(routing, this::issue));
        management.router().delete("/internal/agent-keys/:agentId").handler(routing -> registered(routing, this::undo));
    }

    private void keySet(RoutingContext routing) {
        Reply.json(routing, 200, keys.internalKeySet());
    }

    private void registered(RoutingContext routing, BiConsumer<RoutingContext, Caller> serve) {
        RequestContext.adoptRequestId(routing);
        try {
            serve.accept(routing, callerOf(routing));
        } catch (Problem refused) {
            Reply.problem(routing, refused);
        }
    }

    private void issue(RoutingContext routing, Caller caller) {
        NewAgentKey wanted = NewAgentKey.of(routing.body().buffer());
        agentKeys
                .issue(caller, relayed(routing), wanted.agentId(), wanted.name())
                .subscribe()
                .with(
                        issued -> Reply.json(
                                routing,
                                201,
                                new JsonObject()
                                        .put("apiKey", issued.text())
                                        .put(
                                                "organizationId",
                                                issued.organization().toString())),
                        failure -> fail(routing, failure));
    }

    /** The request came through a service: whose address this port sees is nobody's who matters. */
    private static Origin relayed(RoutingContext routing) {
        return new Origin(Origin.NONE.clientAddress(), RequestContext.requestId(routing));
    }

    private void undo(RoutingContext routing, Caller caller) {
        AgentId agent = NewAgentKey.agentId(routing.pathParam("agentId"));
        agentKeys.undo(agent).subscribe().with(done -> Reply.empty(routing, 204), failure -> fail(routing, failure));
    }

    private Caller callerOf(RoutingContext routing) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            throw refused(routing, "Relay the internal token of the request.");
        }
        InternalTokenVerifier verifier = new InternalTokenVerifier(keys.internalKeys());
        return switch (verifier.verify(header.substring(BEARER.length()))) {
            case InternalTokenVerifier.Verdict.Accepted accepted -> requireScope(accepted.caller());
            case InternalTokenVerifier.Verdict.Refused refused ->
                throw refused(routing, "The internal token is not valid.");
            case InternalTokenVerifier.Verdict.UnknownKey unknown ->
                throw refused(routing, "The internal token is signed by another key.");
        };
    }

    private Problem refused(RoutingContext routing, String why) {
        audit.note(SecurityEvent.anonymous(
                "internal_token.refused",
                Severity.WARNING,
                Optional.empty(),
                Origin.of(routing),
                Map.of("reason", why)));
        return Problem.unauthorized(why);
    }

    private static Caller requireScope(Caller caller) {
        if (!caller.scopes().contains(SCOPE)) {
            throw Problem.forbidden("The internal token lacks the scope " + SCOPE + ".");
        }
        return caller;
    }

    private static void fail(RoutingContext routing, Throwable failure) {
        if (failure instanceof Problem problem) {
            Reply.problem(routing, problem);
        } else {
            LOG.errorf(failure, "event=agent_key_failed");
            Reply.problem(routing, Problem.of(CommonError.INTERNAL, "The key could not be issued."));
        }
    }
}
