package dev.tidepool.gateway.management;

import dev.tidepool.gateway.apikey.AgentKeyChangeService;
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
import io.smallrye.mutiny.Uni;
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
 * What services ask of the gateway, on its management port: the key set for internal tokens, and keys of agents. The latter
 * needs the internal token of the request being served: the agent's own, or one with a scope that one route of the table alone
 * gives.
 */
@ApplicationScoped
class AgentKeyRoutes {

    private static final Logger LOG = Logger.getLogger(AgentKeyRoutes.class);
    private static final String REGISTER = "agents:register";
    private static final String RECOVER = "agents:recover";
    private static final String BEARER = "Bearer ";
    private static final int MAX_BODY_BYTES = 4096;

    private final SigningKeys keys;
    private final AgentKeyService agentKeys;
    private final AgentKeyChangeService changes;
    private final AuditTrail audit;

    AgentKeyRoutes(SigningKeys keys, AgentKeyService agentKeys, AgentKeyChangeService changes, AuditTrail audit) {
        this.keys = keys;
        this.agentKeys = agentKeys;
        this.changes = changes;
        this.audit = audit;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/internal/jwks.json").handler(this::keySet);
        management
                .router()
                .post("/internal/agent-keys")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(routing -> called(routing, this::issue));
        management.router().delete("/internal/agent-keys/:agentId").handler(routing -> called(routing, this::undo));
        management
                .router()
                .post("/internal/agent-keys/:agentId/rotate")
                .handler(routing -> called(routing, this::rotate));
        management
                .router()
                .post("/internal/agent-keys/:agentId/recover")
                .handler(routing -> called(routing, this::recover));
        management
                .router()
                .delete("/internal/agent-keys/:agentId/current")
                .handler(routing -> called(routing, this::end));
    }

    private void keySet(RoutingContext routing) {
        Reply.json(routing, 200, keys.internalKeySet());
    }

    private void called(RoutingContext routing, BiConsumer<RoutingContext, Caller> serve) {
        RequestContext.adoptRequestId(routing);
        try {
            serve.accept(routing, callerOf(routing));
        } catch (Problem refused) {
            Reply.problem(routing, refused);
        }
    }

    private void issue(RoutingContext routing, Caller caller) {
        requireScope(caller, REGISTER);
        NewAgentKey wanted = NewAgentKey.of(routing.body().buffer());
        show(routing, 201, agentKeys.issue(caller, relayed(routing), wanted.agentId(), wanted.name()));
    }

    private void rotate(RoutingContext routing, Caller caller) {
        show(routing, 200, changes.rotate(caller, agentOf(routing), relayed(routing)));
    }

    /** The service has seen the owner's proof, on the one route that gives this scope. */
    private void recover(RoutingContext routing, Caller caller) {
        requireScope(caller, RECOVER);
        show(routing, 200, changes.recover(agentOf(routing), relayed(routing)));
    }

    private void end(RoutingContext routing, Caller caller) {
        changes.end(caller, agentOf(routing), relayed(routing))
                .subscribe()
                .with(done -> Reply.empty(routing, 204), failure -> fail(routing, failure));
    }

    private static void show(RoutingContext routing, int status, Uni<AgentKeyService.IssuedToAgent> key) {
        key.subscribe().with(issued -> Reply.json(routing, status, viewOf(issued)), failure -> fail(routing, failure));
    }

    private static JsonObject viewOf(AgentKeyService.IssuedToAgent issued) {
        return new JsonObject()
                .put("apiKey", issued.text())
                .put("organizationId", issued.organization().toString());
    }

    private static AgentId agentOf(RoutingContext routing) {
        return NewAgentKey.agentId(routing.pathParam("agentId"));
    }

    /** The request came through a service: whose address this port sees is nobody's who matters. */
    private static Origin relayed(RoutingContext routing) {
        return new Origin(Origin.NONE.clientAddress(), RequestContext.requestId(routing));
    }

    private void undo(RoutingContext routing, Caller caller) {
        requireScope(caller, REGISTER);
        agentKeys
                .undo(agentOf(routing))
                .subscribe()
                .with(done -> Reply.empty(routing, 204), failure -> fail(routing, failure));
    }

    private Caller callerOf(RoutingContext routing) {
        String header = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            throw refused(routing, "Relay the internal token of the request.");
        }
        InternalTokenVerifier verifier = new InternalTokenVerifier(keys.internalKeys());
        return switch (verifier.verify(header.substring(BEARER.length()))) {
            case InternalTokenVerifier.Verdict.Accepted accepted -> accepted.caller();
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

    private static void requireScope(Caller caller, String scope) {
        if (!caller.scopes().contains(scope)) {
            throw Problem.forbidden("The internal token lacks the scope " + scope + ".");
        }
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
