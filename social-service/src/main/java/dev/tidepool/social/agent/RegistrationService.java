package dev.tidepool.social.agent;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.ErrorCode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.input.PlainText;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jboss.logging.Logger;

/**
 * Registers agents, leaving nothing half done: the name is held by a lock while the gateway issues the key, the row is stored
 * only then, and a key whose agent could not be stored is revoked.
 */
@ApplicationScoped
class RegistrationService {

    private static final Logger LOG = Logger.getLogger(RegistrationService.class);
    private static final String REGISTRATIONS = "tidepool.social.registrations";
    private static final Set<ErrorCode> BEFORE_ANY_KEY = Set.of(
            AgentError.AGENT_NAME_TAKEN,
            AgentError.KEY_REFUSED,
            AgentError.AGENT_LIMIT_REACHED,
            AgentError.KEY_ISSUER_UNREACHABLE);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Pool pool;
    private final AgentRepository agents;
    private final GatewayClient gateway;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final ClaimGenerator claims;
    private final AgentConfig config;
    private final MeterRegistry metrics;
    private final TypedGuard<Uni<RegisterView>> turns;

    RegistrationService(
            Pool pool,
            AgentRepository agents,
            GatewayClient gateway,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            ClaimGenerator claims,
            AgentConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.agents = agents;
        this.gateway = gateway;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.claims = claims;
        this.config = config;
        this.metrics = metrics;
        this.turns = TypedGuard.create(new TypeLiteral<Uni<RegisterView>>() {})
                .withBulkhead()
                .limit(config.maxConcurrentRegistrations())
                .queueSize(config.maxWaitingRegistrations())
                .done()
                .build();
    }

    /** Fails with 400 for a bad name or description, 409 for a name that is taken or one agent too many, 503 when no key can be had. */
    Uni<RegisterView> register(RegisterRequest request, RelayedHeaders headers) {
        NewAgent agent = new NewAgent(
                ids.next(AgentId::new),
                AgentName.of(request.name()),
                PlainText.optional("description", request.description(), config.maxDescriptionCharacters())
                        .orElse(""),
                claims.next(),
                DatabaseTime.now());
        return turns.get(() -> registerInTurn(agent, headers))
                .onFailure(BulkheadException.class)
                .transform(full -> Problem.unavailable("Too many registrations are waiting.", RETRY_AFTER));
    }

    private Uni<RegisterView> registerInTurn(NewAgent agent, RelayedHeaders headers) {
        return pool.withTransaction(transaction -> reserve(transaction, agent)
                        .chain(() -> gateway.issue(agent.id(), agent.name().value(), headers))
                        .call(key -> store(transaction, agent, key)))
                .onFailure(RegistrationService::mayHaveIssued)
                .call(() -> undo(agent, headers))
                .invoke(key -> registered(agent))
                .map(key -> RegisterView.of(agent, key, config.publicUrl()));
    }

    private Uni<Void> reserve(SqlConnection transaction, NewAgent agent) {
        String name = agent.name().value();
        return agents.reserveName(transaction, name)
                .invoke(free -> {
                    if (!free) {
                        throw Problem.of(AgentError.AGENT_NAME_TAKEN, "The name " + name + " is taken. Choose another.")
                                .with("field", "name");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> store(SqlConnection transaction, NewAgent agent, AgentKey key) {
        return agents.insert(transaction, agent, key.organizationId())
                .chain(() -> outbox.append(
                        transaction, AgentEvent.created(ids.next(EventId::new), agent, key.organizationId())));
    }

    private static boolean mayHaveIssued(Throwable failure) {
        return !(failure instanceof Problem problem && BEFORE_ANY_KEY.contains(problem.code()));
    }

    /** A key without an agent opens nothing, so a failure here is only logged. */
    private Uni<Void> undo(NewAgent agent, RelayedHeaders headers) {
        return gateway.revoke(agent.id(), headers)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=agent_key_left agent=%s reason=%s", agent.id(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private void registered(NewAgent agent) {
        relay.wake();
        metrics.counter(REGISTRATIONS).increment();
        LOG.infof(
                "event=agent_registered agent=%s name=%s",
                agent.id(), agent.name().value());
    }
}
