package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Issues, lists, changes and revokes keys. Only their hashes are kept. */
@ApplicationScoped
public class ApiKeyService {

    private static final String BOOTSTRAP_NAME = "bootstrap";

    private final Pool pool;
    private final ApiKeyRepository repository;
    private final Revocations revocations;
    private final KeyJournal journal;
    private final KeyTexts texts;
    private final Uuid7Generator ids;
    private final ApiKeyConfig config;

    ApiKeyService(
            Pool pool,
            ApiKeyRepository repository,
            Revocations revocations,
            KeyJournal journal,
            KeyTexts texts,
            Uuid7Generator ids,
            ApiKeyConfig config) {
        this.pool = pool;
        this.repository = repository;
        this.revocations = revocations;
        this.journal = journal;
        this.texts = texts;
        this.ids = ids;
        this.config = config;
    }

    /** A key with scopes that its creator holds; one made with a key is bound at least as tightly as that. */
    Uni<IssuedKey> create(Caller.Member creator, Origin origin, NewApiKey wanted) {
        Instant now = DatabaseTime.now();
        wanted.terms().requireAhead(now);
        String text = texts.next(ApiKeyText.TIDEPOOL);
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                creator.organization(),
                wanted.name(),
                Role.MEMBER,
                Scopes.requested(wanted.scopes(), creator.scopes()),
                wanted.terms(),
                text,
                now);
        return termsOfMaker(creator)
                .invoke(maker -> wanted.terms().requireWithin(maker))
                .chain(() -> pool.withTransaction(transaction -> repository
                        .countAndHold(transaction, creator.organization())
                        .invoke(this::requireRoom)
                        .chain(() -> repository.insert(transaction, key))
                        .chain(() -> journal.append(transaction, KeyAudit.created(creator, origin, key)))))
                .replaceWith(new IssuedKey(key, text));
    }

    private Uni<KeyTerms> termsOfMaker(Caller.Member creator) {
        Optional<ApiKeyId> own = KeyRights.ownKey(creator);
        return own.isEmpty()
                ? Uni.createFrom().item(KeyTerms.NONE)
                : repository
                        .get(creator.organization(), own.get())
                        .map(key -> key.map(ApiKey::terms)
                                .orElseThrow(() -> Problem.unauthorized("The key does not exist any more.")));
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

    Uni<ApiKey> get(Caller.Member caller, ApiKeyId id) {
        return repository.get(caller.organization(), id).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    Uni<ApiKey> change(Caller.Member caller, Origin origin, ApiKeyId id, ApiKeyChange change) {
        return pool.withTransaction(transaction -> repository
                        .change(transaction, caller.organization(), id, change)
                        .invoke(found -> requireFound(found, id))
                        .chain(() -> journal.append(transaction, KeyAudit.changed(caller, origin, id, change))))
                .chain(() -> get(caller, id));
    }

    private static void requireFound(boolean found, ApiKeyId id) {
        if (!found) {
            throw notFound(id);
        }
    }

    Uni<Void> revoke(Caller.Member caller, Origin origin, ApiKeyId id) {
        return pool.withTransaction(transaction -> repository
                        .revoke(transaction, caller.organization(), id)
                        .map(hashes -> hashes.orElseThrow(() -> notFound(id)))
                        .call(() -> journal.append(transaction, KeyAudit.revoked(caller, origin, id))))
                .chain(revocations::announceEnded);
    }

    /** Makes the given text the organisation's key of the bootstrap file: an earlier one stops working. */
    public Uni<Void> bootstrap(OrganizationId organization, String text) {
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                organization,
                BOOTSTRAP_NAME,
                Role.OWNER,
                Scopes.ofRole(Role.OWNER),
                KeyTerms.NONE,
                text,
                DatabaseTime.now());
        return pool.withTransaction(transaction -> repository
                        .insertIfAbsent(transaction, key)
                        .chain(inserted -> inserted ? journal.append(transaction, KeyAudit.issued(key)) : nothing())
                        .chain(() -> repository.revokeOthersOfName(transaction, key))
                        .call(ended -> ended.isEmpty()
                                ? nothing()
                                : journal.append(transaction, KeyAudit.replacedByFile(organization, ended.size()))))
                .chain(revocations::announceEnded);
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    static Problem notFound(Object id) {
        return Problem.notFound(ApiKeyError.API_KEY_NOT_FOUND, id);
    }
}
