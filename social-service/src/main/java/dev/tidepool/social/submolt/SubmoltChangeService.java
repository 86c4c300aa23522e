package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.challenge.Challenge;
import dev.tidepool.social.challenge.ChallengeKind;
import dev.tidepool.social.challenge.ChallengeService;
import dev.tidepool.social.limit.QuotaService;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes submolts and changes their settings, each with its event in one transaction, in the lock order agent, submolt. */
@ApplicationScoped
class SubmoltChangeService {

    private static final Logger LOG = Logger.getLogger(SubmoltChangeService.class);
    private static final String SUBMOLTS = "tidepool.social.submolts";

    private final Pool pool;
    private final SubmoltRepository submolts;
    private final SubmoltService reads;
    private final ModeratorRepository moderators;
    private final ModeratorService roles;
    private final SubscriptionRepository subscriptions;
    private final AuthorService authors;
    private final QuotaService quotas;
    private final ChallengeService challenges;
    private final SubmoltPublicationService publications;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final SubmoltConfig limits;
    private final MeterRegistry metrics;

    SubmoltChangeService(
            Pool pool,
            SubmoltRepository submolts,
            SubmoltService reads,
            ModeratorRepository moderators,
            ModeratorService roles,
            SubscriptionRepository subscriptions,
            AuthorService authors,
            QuotaService quotas,
            ChallengeService challenges,
            SubmoltPublicationService publications,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            SubmoltConfig limits,
            MeterRegistry metrics) {
        this.pool = pool;
        this.submolts = submolts;
        this.reads = reads;
        this.moderators = moderators;
        this.roles = roles;
        this.subscriptions = subscriptions;
        this.authors = authors;
        this.quotas = quotas;
        this.challenges = challenges;
        this.publications = publications;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.limits = limits;
        this.metrics = metrics;
    }

    /**
     * The submolt, and the challenge that its maker must pass before others see it, if there is one. Fails with 400, 409 for a name that is taken, or 429 before the interval since the agent's last submolt is over.
     */
    Uni<WrittenSubmolt> create(AgentId agent, SubmoltRequest request) {
        NewSubmolt submolt = NewSubmolt.of(request, limits);
        SubmoltId id = ids.next(SubmoltId::new);
        return pool.withTransaction(transaction ->
                        admit(transaction, agent).chain(author -> insert(transaction, id, submolt, author)))
                .invoke(challenge -> done(challenge.isPresent() ? "held" : "created", submolt.name(), agent))
                .chain(challenge -> reads.read(submolt.name().value(), Optional.of(agent))
                        .map(read -> new WrittenSubmolt(read, challenge)));
    }

    /** Fails with 404, 403 for an agent without a role there, 400 for a field. */
    Uni<ReadSubmolt> set(AgentId agent, String name, SettingsRequest request) {
        SubmoltSettings settings = SubmoltSettings.of(request, limits);
        SubmoltName known = SubmoltName.ofExisting(name);
        return pool.withTransaction(transaction -> Uni.combine()
                        .all()
                        .unis(authors.lock(transaction, agent), reads.named(transaction, name))
                        .asTuple()
                        .call(read -> roles.requireRole(transaction, read.getItem2(), read.getItem1()))
                        .chain(read -> set(transaction, read.getItem1(), read.getItem2(), settings)))
                .invoke(() -> done("updated", known, agent))
                .chain(() -> reads.read(name, Optional.of(agent)));
    }

    /** The reads travel together; the lock comes first, so that two submolts at once see each other. */
    private Uni<Author> admit(SqlConnection transaction, AgentId agent) {
        return Uni.combine()
                .all()
                .unis(authors.lock(transaction, agent), submolts.latestBy(transaction, agent))
                .asTuple()
                .map(read -> {
                    Instant now = DatabaseTime.now();
                    quotas.require(
                            quotas.submolts(read.getItem1().registered(), now),
                            read.getItem2(),
                            now,
                            SubmoltError.SUBMOLT_TOO_SOON,
                            "You made a submolt a moment ago. Wait before you make another.");
                    return read.getItem1();
                });
    }

    private Uni<Optional<Challenge>> insert(
            SqlConnection transaction, SubmoltId id, NewSubmolt submolt, Author author) {
        Instant now = DatabaseTime.now();
        return challenges
                .demand(transaction, author.id(), ChallengeKind.SUBMOLT, id, now)
                .call(challenge -> submolts.insert(transaction, id, submolt, author.id(), challenge.isPresent(), now)
                        .invoke(free -> requireFree(submolt.name(), free)))
                .call(challenge -> furnish(transaction, id, author, now))
                .call(challenge -> challenge.isPresent()
                        ? Uni.createFrom().voidItem()
                        : publications.publish(transaction, id, submolt.name().value(), author, now));
    }

    private Uni<Void> furnish(SqlConnection transaction, SubmoltId id, Author author, Instant now) {
        return Uni.combine()
                .all()
                .unis(
                        moderators.insert(transaction, id, author.id(), SubmoltRole.OWNER, now),
                        subscriptions.insert(transaction, author.id(), id, now),
                        subscriptions.count(transaction, id, 1))
                .discardItems();
    }

    private static void requireFree(SubmoltName name, boolean free) {
        if (!free) {
            throw Problem.of(SubmoltError.SUBMOLT_NAME_TAKEN, "The name " + name.value() + " is taken. Choose another.")
                    .with("field", "name");
        }
    }

    private Uni<Void> set(SqlConnection transaction, Author agent, Submolt submolt, SubmoltSettings settings) {
        return Uni.combine()
                .all()
                .unis(
                        submolts.set(transaction, submolt.id(), settings),
                        outbox.append(
                                transaction,
                                SubmoltEvent.updated(ids.next(EventId::new), submolt, agent, DatabaseTime.now())))
                .discardItems();
    }

    private void done(String action, SubmoltName name, AgentId agent) {
        relay.wake();
        metrics.counter(SUBMOLTS, "action", action).increment();
        LOG.infof("event=submolt_%s submolt=%s agent=%s", action, name.value(), agent);
    }
}
