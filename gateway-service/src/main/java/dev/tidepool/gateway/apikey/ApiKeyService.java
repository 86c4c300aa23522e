package dev.tidepool.gateway.apikey;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Issues, lists and revokes keys. Only their hashes are kept. */
@ApplicationScoped
public class ApiKeyService {

    private static final Logger LOG = Logger.getLogger(ApiKeyService.class);
    private static final String BOOTSTRAP_NAME = "bootstrap";

    private final ApiKeyRepository repository;
    private final Revocations revocations;
    private final Uuid7Generator ids;
    private final ApiKeyConfig config;
    private final SecureRandom random = new SecureRandom();

    ApiKeyService(ApiKeyRepository repository, Revocations revocations, Uuid7Generator ids, ApiKeyConfig config) {
        this.repository = repository;
        this.revocations = revocations;
        this.ids = ids;
        this.config = config;
    }

    /** A key and, this once, its text. */
    record Issued(ApiKey key, String text) {}

    /** An agent's key, this once in the clear, and the organisation it belongs to. */
    public record IssuedToAgent(String text, OrganizationId organization) {
        @Override
        public String toString() {
            return "IssuedToAgent[organization=" + organization + "]";
        }
    }

    /** @param scopes must be held by the creator */
    Uni<Issued> create(Caller.Member creator, String name, Set<String> scopes) {
        String text = newText(ApiKeyText.TIDEPOOL);
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                creator.organization(),
                name,
                text,
                Role.MEMBER,
                Scopes.requested(scopes, creator.scopes()),
                Instant.now());
        return repository
                .countActive(creator.organization())
                .invoke(this::requireRoom)
                .chain(() -> repository.insert(key))
                .invoke(() -> LOG.infof(
                        "event=key_created key=%s organization=%s by=%s",
                        key.id(), key.organization(), creator.subject()))
                .replaceWith(new Issued(key, text));
    }

    private void requireRoom(long active) {
        if (active >= config.maxPerOrganization()) {
            throw Problem.conflict(
                    "An organisation has at most " + config.maxPerOrganization() + " active keys. Revoke one first.");
        }
    }

    Uni<Page<ApiKey>> list(Caller.Member caller, Optional<ApiKeyId> before, PageLimit limit) {
        return repository.list(caller.organization(), before, limit).map(read -> Page.of(read, limit));
    }

    Uni<Void> revoke(Caller.Member caller, ApiKeyId id) {
        return repository
                .revoke(caller.organization(), id)
                .map(hash -> hash.orElseThrow(() -> Problem.notFound(ApiKeyError.API_KEY_NOT_FOUND, id)))
                .chain(revocations::announce)
                .invoke(() -> LOG.infof(
                        "event=key_revoked key=%s organization=%s by=%s", id, caller.organization(), caller.subject()));
    }

    /** Makes the given text the organisation's key of the bootstrap file: an earlier one stops working. */
    public Uni<Void> bootstrap(OrganizationId organization, String text) {
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                organization,
                BOOTSTRAP_NAME,
                text,
                Role.OWNER,
                Scopes.ofRole(Role.OWNER),
                Instant.now());
        return repository
                .insertIfAbsent(key)
                .chain(() -> repository.revokeOthersOfName(key))
                .onItem()
                .transformToMulti(
                        hashes -> io.smallrye.mutiny.Multi.createFrom().iterable(hashes))
                .onItem()
                .transformToUniAndConcatenate(revocations::announce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * A key for a new agent: in the registering member's organisation, or in a new one of the agent's own. A member's agent
     * may do no more than the member.
     */
    public Uni<IssuedToAgent> issueToAgent(Caller registrar, AgentId agent, String name) {
        Set<String> scopes = Scopes.ofAgentOf(registrar);
        String text = newText(ApiKeyText.MOLTBOOK);
        OrganizationId organization =
                registrar instanceof Caller.Member member ? member.organization() : ids.next(OrganizationId::new);
        ApiKey key = ApiKey.of(ids.next(ApiKeyId::new), organization, name, text, Role.AGENT, scopes, Instant.now());
        Uni<Void> stored = registrar instanceof Caller.Member
                ? repository.insertForAgent(key, agent)
                : repository.insertForAgentWithOrganization(key, agent);
        return stored.onFailure(SqlFailures::isUniqueViolation)
                .transform(taken -> Problem.conflict("The agent " + agent + " has a key already."))
                .invoke(() -> LOG.infof("event=agent_key_created agent=%s organization=%s", agent, organization))
                .replaceWith(new IssuedToAgent(text, organization));
    }

    /** Takes back the key of an agent that could not be stored after all. Does nothing when there is none. */
    public Uni<Void> undoIssueToAgent(AgentId agent) {
        return repository
                .deleteFreshOfAgent(agent)
                .chain(hash -> hash.isPresent()
                        ? announceUndone(agent, hash.get())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> announceUndone(AgentId agent, String hash) {
        LOG.infof("event=agent_key_undone agent=%s", agent);
        return revocations.announce(hash);
    }

    private String newText(String prefix) {
        byte[] bytes = new byte[ApiKeyText.RANDOM_BYTES];
        random.nextBytes(bytes);
        return ApiKeyText.of(prefix, bytes);
    }
}
