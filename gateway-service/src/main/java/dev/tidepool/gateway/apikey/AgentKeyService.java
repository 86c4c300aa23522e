package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Keys of agents: issued when one registers, taken back when it could not be stored after all. */
@ApplicationScoped
public class AgentKeyService {

    private static final Logger LOG = Logger.getLogger(AgentKeyService.class);

    private final Pool pool;
    private final ApiKeyRepository keys;
    private final AgentKeyRepository agents;
    private final Revocations revocations;
    private final KeyJournal journal;
    private final KeyTexts texts;
    private final Uuid7Generator ids;
    private final ApiKeyConfig.AgentKeys limits;
    private final Counter refused;

    AgentKeyService(
            Pool pool,
            ApiKeyRepository keys,
            AgentKeyRepository agents,
            Revocations revocations,
            KeyJournal journal,
            KeyTexts texts,
            Uuid7Generator ids,
            ApiKeyConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.keys = keys;
        this.agents = agents;
        this.revocations = revocations;
        this.journal = journal;
        this.texts = texts;
        this.ids = ids;
        this.limits = config.agents();
        this.refused = metrics.counter("tidepool.apikey.agents.refused");
    }

    /** An agent's key, this once in the clear, and the organisation it belongs to. */
    public record IssuedToAgent(String text, OrganizationId organization) {
        @Override
        public String toString() {
            return "IssuedToAgent[organization=" + organization + "]";
        }
    }

    /**
     * A key for a new agent: in the registering member's organisation, or in a new one of the agent's own. A member's agent
     * may do no more than the member. Fails with 409 when the organisation has as many agents with a key as its tier allows.
     */
    public Uni<IssuedToAgent> issue(Caller registrar, Origin origin, AgentId agent, String name) {
        Set<String> scopes = Scopes.ofAgentOf(registrar);
        String text = texts.next(ApiKeyText.MOLTBOOK);
        OrganizationId organization =
                registrar instanceof Caller.Member member ? member.organization() : ids.next(OrganizationId::new);
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                organization,
                name,
                Role.AGENT,
                scopes,
                KeyTerms.NONE,
                text,
                registrar instanceof Caller.Member member ? Optional.of(member.subject()) : Optional.empty(),
                DatabaseTime.now());
        return pool.withTransaction(transaction -> ensureOrganization(transaction, registrar, key)
                        .chain(() -> keys.insertForAgent(transaction, key, agent))
                        .chain(() -> journal.append(transaction, issued(registrar, origin, key, agent))))
                .onFailure(SqlFailures::isUniqueViolation)
                .transform(taken -> Problem.conflict("The agent " + agent + " has a key already."))
                .onFailure(SqlFailures::isForeignKeyViolation)
                .transform(gone -> organizationGone())
                .replaceWith(new IssuedToAgent(text, organization));
    }

    private Uni<Void> ensureOrganization(SqlConnection transaction, Caller registrar, ApiKey key) {
        return registrar instanceof Caller.Member
                ? requireRoom(transaction, key.organization())
                : agents.insertOrganization(transaction, key.organization(), key.name());
    }

    private Uni<Void> requireRoom(SqlConnection transaction, OrganizationId organization) {
        return agents.hold(transaction, organization)
                .map(tier -> tier.orElseThrow(AgentKeyService::organizationGone))
                .chain(tier -> agents.count(transaction, organization)
                        .invoke(active -> requireRoom(organization, tier, active)))
                .replaceWithVoid();
    }

    private void requireRoom(OrganizationId organization, Tier tier, long active) {
        int most = limits.of(tier);
        if (active >= most) {
            refused.increment();
            LOG.infof("event=agent_key_limit organization=%s tier=%s limit=%d", organization, tier.wireName(), most);
            throw Problem.of(
                            ApiKeyError.AGENT_KEY_LIMIT,
                            "An organisation of the tier " + tier.wireName() + " has at most " + most
                                    + " agents with a key. Revoke one first.")
                    .with("limit", most);
        }
    }

    private static Problem organizationGone() {
        return Problem.unauthorized("The organisation does not exist any more.");
    }

    /** Takes back the key of an agent that could not be stored after all. Does nothing when there is none. */
    public Uni<Void> undo(AgentId agent) {
        return pool.withTransaction(transaction -> agents.deleteFresh(transaction, agent)
                        .call(undone -> undone.isPresent()
                                ? journal.append(
                                        transaction, undone(agent, undone.get().organization()))
                                : Uni.createFrom().voidItem()))
                .chain(undone -> revocations.announceEnded(
                        undone.map(AgentKeyRepository.Undone::hashes).orElseGet(List::of)));
    }

    private static SecurityEvent issued(Caller registrar, Origin origin, ApiKey key, AgentId agent) {
        return new SecurityEvent(
                "agent_key.created",
                Severity.INFO,
                Optional.of(key.organization()),
                registrar.subject(),
                origin.clientAddress(),
                origin.requestId(),
                Map.of("key", key.id().toString(), "agent", agent.toString(), "name", key.name()));
    }

    private static SecurityEvent undone(AgentId agent, OrganizationId organization) {
        return SecurityEvent.system("agent_key.undone", Severity.INFO, organization, Map.of("agent", agent.toString()));
    }
}
