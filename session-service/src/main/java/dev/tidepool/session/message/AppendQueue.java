package dev.tidepool.session.message;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.session.session.SessionId;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Appends that come while others of their organisation are being stored wait, and are then stored together: one
 * transaction, one write to the disk, an outcome for each. Nobody waits for company: who comes alone is stored at once.
 */
@ApplicationScoped
class AppendQueue {

    /** Class of SQLSTATE after which it is open whether the transaction was committed: the server is going down. */
    private static final String GOING_DOWN = "57";

    private final AppendRepository repository;
    private final MessageEvents events;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MessageConfig config;
    private final Vertx vertx;
    private final DistributionSummary sizes;

    /** An organisation is in here while its messages are being stored. */
    private final Map<OrganizationId, AppendLine> lines = new ConcurrentHashMap<>();

    AppendQueue(
            AppendRepository repository,
            MessageEvents events,
            OutboxRelay relay,
            Uuid7Generator ids,
            MessageConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.repository = repository;
        this.events = events;
        this.relay = relay;
        this.ids = ids;
        this.config = config;
        this.vertx = vertx;
        this.sizes = DistributionSummary.builder("tidepool.message.batch")
                .description("Messages appended in one transaction")
                .register(metrics);
    }

    /**
     * Appends what a client said. Empty when that needs a closer look, and nothing was stored: the session is not there or has
     * ended, the key was used, or another writer held the session for long.
     *
     * @param stored called once it is, even if nobody waits for the answer any more
     */
    Uni<Optional<Message>> append(OrganizationId organization, SessionId session, MessageDraft draft, Runnable stored) {
        return Uni.createFrom().emitter(answer -> {
            List<WaitingAppend> batch = join(organization, session, draft, stored, answer);
            if (!batch.isEmpty()) {
                // Off the caller's own context: the others' messages are no part of its request.
                Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                        .runOnContext(ignored -> store(organization, batch));
            }
        });
    }

    /** What is to be stored at once: nothing when others are being stored, and not enough are in line. */
    private List<WaitingAppend> join(
            OrganizationId organization,
            SessionId session,
            MessageDraft draft,
            Runnable stored,
            UniEmitter<? super Optional<Message>> answer) {
        AtomicReference<List<WaitingAppend>> batch = new AtomicReference<>(List.of());
        lines.compute(organization, (id, known) -> {
            AppendLine line = known == null ? new AppendLine(config.appendBatch()) : known;
            line.add(waiting(organization, session, draft, stored, answer));
            batch.set(line.take());
            return line;
        });
        return batch.get();
    }

    /** Identifiers are made in the order of the line: events of a session are told in the order of its messages. */
    private WaitingAppend waiting(
            OrganizationId organization,
            SessionId session,
            MessageDraft draft,
            Runnable stored,
            UniEmitter<? super Optional<Message>> answer) {
        MessageId id = ids.next(MessageId::new);
        Event event = events.created(organization, session, id, draft, DatabaseTime.now());
        return new WaitingAppend(
                id, session, draft, event.id(), events.envelope(event), stored, Vertx.currentContext(), answer);
    }

    private void store(OrganizationId organization, List<WaitingAppend> batch) {
        sizes.record(batch.size());
        Uni.createFrom()
                .deferred(() -> repository.append(organization, batch, DatabaseTime.now()))
                .onTermination()
                .invoke(() -> {
                    relay.wake();
                    storeNext(organization, batch);
                })
                .call(() -> repository.forgetSessions(organization, batch))
                .subscribe()
                .with(placed -> answer(batch, placed), failure -> batch.forEach(append -> refuse(append, failure)));
    }

    private void storeNext(OrganizationId organization, List<WaitingAppend> stored) {
        AtomicReference<List<WaitingAppend>> next = new AtomicReference<>(List.of());
        lines.computeIfPresent(organization, (id, line) -> {
            line.stored(stored);
            next.set(line.take());
            return line.isDone() ? null : line;
        });
        if (!next.get().isEmpty()) {
            store(organization, next.get());
        }
    }

    private static void answer(List<WaitingAppend> batch, Map<MessageId, AppendRepository.Placed> placed) {
        for (WaitingAppend append : batch) {
            AppendRepository.Placed place = placed.get(append.id());
            if (place == null) {
                append.leave();
            } else {
                append.store(new Message(
                        append.id(), append.session(), place.sequence(), append.draft(), place.createdAt()));
            }
        }
    }

    /** What PostgreSQL refused for one of them is no verdict on the others, so each is looked at alone. */
    private static void refuse(WaitingAppend append, Throwable failure) {
        if (failure instanceof PgException refused && !refused.getSqlState().startsWith(GOING_DOWN)) {
            append.leave();
        } else {
            append.fail(failure);
        }
    }
}
