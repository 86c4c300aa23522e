package dev.tidepool.social.journal;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.EventSubscriber;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Moves what happened into the journal: soon after an event was published, and every second at the latest. One instance at a time does it. */
@ApplicationScoped
class JournalJob {

    private static final Logger LOG = Logger.getLogger(JournalJob.class);

    /** Types that are told, or of which somebody is notified, beside those that go to an agent's own room. Of votes the next round tells. */
    private static final Set<String> TOLD =
            Set.of("post:created", "report:created", "post:commented", "skill:commented", "agent:followed");

    private final JournalRepository journal;
    private final JournalConfig config;
    private final EventSubscriber events;
    private final Event<JournalGrew> grown;
    private final Vertx vertx;
    private final String channel;
    private final Counter moved;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicLong end = new AtomicLong(-1);

    JournalJob(
            JournalRepository journal,
            JournalConfig config,
            EventSubscriber events,
            Event<JournalGrew> grown,
            Vertx vertx,
            MeterRegistry metrics,
            @ConfigProperty(name = "tidepool.service") String service) {
        this.journal = journal;
        this.config = config;
        this.events = events;
        this.grown = grown;
        this.vertx = vertx;
        this.channel = Channels.ofService(service);
        this.moved = Counter.builder("tidepool.social.journal.entries")
                .description("What agents were told, each counted once for all it is for")
                .register(metrics);
    }

    /** Every instance hears of what any of them published. */
    void listen(@Observes StartupEvent starting) {
        events.subscribe(channel, event -> {
            if (isTold(event)) {
                ask();
            }
        });
    }

    /** Whether it may have come into the journal. */
    static boolean isTold(dev.tidepool.kernel.event.Event event) {
        return TOLD.contains(event.type())
                || event.type().startsWith("alert:")
                || event.rooms().stream().anyMatch(room -> room.startsWith("user:"));
    }

    private void ask() {
        if (asked.compareAndSet(false, true)) {
            vertx.setTimer(config.delay().toMillis(), timer -> {
                asked.set(false);
                move().subscribe().with(done -> {});
            });
        }
    }

    @Scheduled(
            every = "${tidepool.social.journal.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return move();
    }

    /** Who reads the journal is told when it grew, whichever instance moved what is new. */
    private Uni<Void> move() {
        Uni<Boolean> batch = journal.move(config.movedTogether())
                .invoke(count -> moved.increment(count))
                .map(count -> count == config.movedTogether());
        Uni<Boolean> told = journal.last().invoke(this::tell).replaceWith(false);
        return Batches.all(batch, LOG, "journal_unmoved").chain(() -> Batches.all(told, LOG, "journal_unread"));
    }

    private void tell(long last) {
        if (end.getAndSet(last) != last) {
            grown.fire(new JournalGrew());
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Uni<Boolean> batch = journal.delete(DatabaseTime.now().minus(config.keptFor()), config.deletedTogether())
                .map(count -> count == config.deletedTogether());
        return Batches.all(batch, LOG, "journal_kept");
    }
}
