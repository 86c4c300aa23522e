package dev.tidepool.gateway.apikey;

import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives a key another text. The new one is in the answer and nowhere else: not in an event, not in the database, so that
 * nobody but the one who asked, with a credential, ever has it. The one before works on for the grace.
 */
@ApplicationScoped
class RotationService {

    private final Pool pool;
    private final RotationRepository repository;
    private final ApiKeyRepository keys;
    private final Actors actors;
    private final AgentKeyRepository agents;
    private final Revocations revocations;
    private final KeyJournal journal;
    private final KeyTexts texts;
    private final ApiKeyConfig config;

    RotationService(
            Pool pool,
            RotationRepository repository,
            ApiKeyRepository keys,
            Actors actors,
            AgentKeyRepository agents,
            Revocations revocations,
            KeyJournal journal,
            KeyTexts texts,
            ApiKeyConfig config) {
        this.pool = pool;
        this.repository = repository;
        this.keys = keys;
        this.actors = actors;
        this.agents = agents;
        this.revocations = revocations;
        this.journal = journal;
        this.texts = texts;
        this.config = config;
    }

    /** The key's new text, and the ends of those before it. */
    private record Rotated(IssuedKey issued, List<KeyEnds> ends) {}

    /** Rotates any key of the organisation whose rights the caller has. */
    Uni<IssuedKey> rotate(Caller.Member caller, Origin origin, ApiKeyId id, Rotation wanted) {
        return keys.shownBy(caller)
                .chain(own -> inTransaction(transaction -> actors.hold(transaction, caller, KeyRights.WRITE)
                        .chain(present -> held(transaction, present, id)
                                .invoke(held -> KeyRights.requireMayHold(present, own, held.key())))
                        .chain(held -> replace(
                                transaction, held, wanted, rotated -> KeyAudit.rotated(caller, origin, rotated)))));
    }

    /**
     * Rotates the caller's own key; no scope is needed. Not while another text works still: whoever stole the old one must not
     * get a new one by it. But an agent whose new text nobody has used yet may ask again: the answer that carried it was lost,
     * and an agent that nobody owns has no other way to a key.
     */
    Uni<IssuedKey> rotateOwn(Caller.Member caller, Origin origin, Rotation wanted) {
        return inTransaction(transaction -> ownKey(transaction, caller)
                .chain(id -> held(transaction, caller, id))
                .chain(held -> isLost(caller, held)
                        ? reissue(transaction, held, caller, origin)
                        : replaceOnly(transaction, held, caller, origin, wanted)));
    }

    /** A new text for an agent whose owner lost it or had it stolen: what worked before stops at once. */
    Uni<IssuedKey> recover(AgentId agent, Origin origin) {
        return inTransaction(transaction -> agents.placeOf(transaction, agent)
                .map(place -> place.orElseThrow(() -> ApiKeyService.notFound("of the agent " + agent)))
                .chain(place -> repository.hold(transaction, place.organization(), place.key()))
                .map(held -> held.orElseThrow(() -> ApiKeyService.notFound("of the agent " + agent)))
                .chain(held -> replace(
                        transaction, held, Rotation.AT_ONCE, rotated -> KeyAudit.recovered(agent, origin, rotated))));
    }

    private Uni<IssuedKey> inTransaction(Function<SqlConnection, Uni<Rotated>> work) {
        return pool.withTransaction(work)
                .call(rotated -> announce(rotated.ends()))
                .map(Rotated::issued);
    }

    /** The key that the caller shows. Fails with 404 when it shows none. */
    Uni<ApiKeyId> keyOf(Caller.Member caller) {
        return pool.withTransaction(transaction -> ownKey(transaction, caller));
    }

    private Uni<ApiKeyId> ownKey(SqlConnection transaction, Caller.Member caller) {
        Optional<AgentId> agent = KeyRights.ownAgent(caller);
        Uni<Optional<ApiKeyId>> own = agent.isPresent()
                ? agents.keyOf(transaction, caller.organization(), agent.get())
                : Uni.createFrom().item(KeyRights.ownKey(caller));
        return own.map(id -> id.orElseThrow(() -> ApiKeyService.notFound("current")));
    }

    private Uni<RotationRepository.Held> held(SqlConnection transaction, Caller.Member caller, ApiKeyId id) {
        return repository
                .hold(transaction, caller.organization(), id)
                .map(found -> found.orElseThrow(() -> ApiKeyService.notFound(id)));
    }

    private Uni<Rotated> replaceOnly(
            SqlConnection transaction,
            RotationRepository.Held held,
            Caller.Member caller,
            Origin origin,
            Rotation wanted) {
        requireOneText(held);
        return replace(transaction, held, wanted, rotated -> KeyAudit.rotated(caller, origin, rotated));
    }

    /** Whoever calls while no new text was used does so with the one before. */
    private static boolean isLost(Caller.Member caller, RotationRepository.Held held) {
        return KeyRights.ownAgent(caller).isPresent()
                && !held.shown()
                && held.key().text().inGrace(Instant.now());
    }

    /** The text that nobody used ends now, and the one before works no longer than it would have. */
    private Uni<Rotated> reissue(
            SqlConnection transaction, RotationRepository.Held held, Caller.Member caller, Origin origin) {
        Instant now = DatabaseTime.now();
        String text = texts.next(ApiKeyText.MOLTBOOK);
        ApiKey reissued =
                held.key().rotated(text, now, held.key().text().previousEndsAt().orElse(now));
        return repository
                .reissue(transaction, reissued)
                .chain(() -> journal.append(transaction, KeyAudit.rotated(caller, origin, reissued)))
                .replaceWith(new Rotated(
                        new IssuedKey(reissued, text),
                        List.of(new KeyEnds(held.key().text().hash(), now))));
    }

    private static void requireOneText(RotationRepository.Held held) {
        Instant now = Instant.now();
        if (held.key().text().inGrace(now)) {
            throw Problem.of(
                            ApiKeyError.API_KEY_ROTATING,
                            "The text before the present one works still. Wait, or let somebody with " + KeyRights.WRITE
                                    + " rotate the key.")
                    .retryAfter(Duration.between(
                            now, held.key().text().previousEndsAt().orElse(now)));
        }
    }

    private Uni<Rotated> replace(
            SqlConnection transaction,
            RotationRepository.Held held,
            Rotation wanted,
            Function<ApiKey, SecurityEvent> told) {
        Instant now = DatabaseTime.now();
        String text = texts.next(held.key().role() == Role.AGENT ? ApiKeyText.MOLTBOOK : ApiKeyText.TIDEPOOL);
        ApiKey rotated = held.key().rotated(text, now, now.plus(wanted.grace(config.rotationGrace())));
        return repository
                .replace(transaction, rotated)
                .chain(() -> journal.append(transaction, told.apply(rotated)))
                .replaceWith(new Rotated(new IssuedKey(rotated, text), ends(held, rotated, now)));
    }

    /** Two texts work at most: the one before the replaced one ends now. */
    private static List<KeyEnds> ends(RotationRepository.Held held, ApiKey rotated, Instant now) {
        Instant replacedEnds = rotated.text().previousEndsAt().orElse(now);
        KeyEnds replaced = new KeyEnds(held.key().text().hash(), replacedEnds);
        return held.previousHash()
                .map(before -> List.of(replaced, new KeyEnds(before, now)))
                .orElseGet(() -> List.of(replaced));
    }

    private Uni<Void> announce(List<KeyEnds> ends) {
        return Each.inTurn(ends, revocations::announce);
    }
}
