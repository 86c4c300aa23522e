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
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Issues, lists, changes and revokes keys. Only their hashes are kept. */
@ApplicationScoped
public class ApiKeyService {

    private static final Logger LOG = Logger.getLogger(ApiKeyService.class);
    private static final String BOOTSTRAP_NAME = "bootstrap";

    private final Pool pool;
    private final ApiKeyRepository repository;
    private final Actors actors;
    private final Revocations revocations;
    private final KeyJournal journal;
    private final KeyTexts texts;
    private final Uuid7Generator ids;
    private final ApiKeyConfig config;

    ApiKeyService(
            Pool pool,
            ApiKeyRepository repository,
            Actors actors,
            Revocations revocations,
            KeyJournal journal,
            KeyTexts texts,
            Uuid7Generator ids,
            ApiKeyConfig config) {
        this.pool = pool;
        this.repository = repository;
        this.actors = actors;
        this.revocations = revocations;
        this.journal = journal;
        this.texts = texts;
        this.ids = ids;
        this.config = config;
    }

    /** A key with scopes that its creator holds; one made with a key is bound at least as tightly as that. */
    Uni<IssuedKey> create(Caller.Member creator, Origin origin, NewApiKey wanted) {
        wanted.terms().requireAhead(DatabaseTime.now());
        return repository
                .shownBy(creator)
                .chain(maker -> pool.withTransaction(transaction -> actors.hold(transaction, creator, KeyRights.WRITE)
                        .chain(present -> store(transaction, present, maker, origin, wanted))));
    }

    private Uni<IssuedKey> store(
            SqlConnection transaction, Caller.Member creator, Optional<ApiKey> maker, Origin origin, NewApiKey wanted) {
        maker.ifPresent(key -> wanted.terms().requireWithin(key.terms()));
        String text = texts.next(ApiKeyText.TIDEPOOL);
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                creator.organization(),
                wanted.name(),
                Role.MEMBER,
                Scopes.requested(wanted.scopes(), creator.scopes()),
                wanted.terms(),
                text,
                maker.flatMap(ApiKey::createdBy).or(() -> Optional.of(creator.subject())),
                DatabaseTime.now());
        return repository
                .count(transaction, creator.organization())
                .invoke(this::requireRoom)
                .chain(() -> repository.insert(transaction, key))
                .chain(() -> journal.append(transaction, KeyAudit.created(creator, origin, key)))
                .replaceWith(new IssuedKey(key, text));
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
        return repository
                .shownBy(caller)
                .invoke(own -> own.ifPresent(key -> requireNotLoosened(key, change)))
                .chain(() -> pool.withTransaction(transaction -> repository
                        .change(transaction, caller.organization(), id, change)
                        .invoke(found -> requireFound(found, id))
                        .chain(() -> journal.append(transaction, KeyAudit.changed(caller, origin, id, change)))))
                .chain(() -> get(caller, id));
    }

    /** Neither of its own nor of one made with it. */
    private static void requireNotLoosened(ApiKey own, ApiKeyChange change) {
        if (own.terms().autoRotate()
                && change.autoRotate().filter(auto -> !auto).isPresent()) {
            throw Problem.forbidden("The key you use must be rotated: it cannot free a key from that.")
                    .with("field", "autoRotate");
        }
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

    /**
     * Makes the given text the organisation's key of the bootstrap file: an earlier one stops working, whatever its name. A text
     * that was replaced by a rotation, or revoked, stays so.
     */
    public Uni<Void> bootstrap(OrganizationId organization, String text) {
        ApiKey key = ApiKey.of(
                ids.next(ApiKeyId::new),
                organization,
                BOOTSTRAP_NAME,
                Role.OWNER,
                Scopes.ofRole(Role.OWNER),
                KeyTerms.NONE,
                text,
                Optional.empty(),
                DatabaseTime.now());
        String hash = key.text().hash();
        return pool.withTransaction(transaction -> repository
                        .insertOfFile(transaction, key)
                        .chain(inserted -> inserted
                                ? journal.append(transaction, KeyAudit.issued(key))
                                : adopt(transaction, organization, hash))
                        .chain(() -> repository.revokeOthersOfFile(transaction, organization, hash))
                        .call(ended -> ended.isEmpty()
                                ? nothing()
                                : journal.append(transaction, KeyAudit.replacedByFile(organization, ended.size()))))
                .chain(revocations::announceEnded);
    }

    private Uni<Void> adopt(SqlConnection transaction, OrganizationId organization, String hash) {
        return repository
                .adoptOfFile(transaction, organization, hash)
                .invoke(present -> {
                    if (!present) {
                        LOG.warnf(
                                "event=bootstrap_key_rotated organization=%s remedy=\"put the present key into the file\"",
                                organization);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    static Problem notFound(Object id) {
        return Problem.notFound(ApiKeyError.API_KEY_NOT_FOUND, id);
    }
}
