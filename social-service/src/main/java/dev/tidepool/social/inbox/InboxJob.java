package dev.tidepool.social.inbox;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.inbox.InboxSlice.InboxEntry;
import dev.tidepool.social.post.PostWritten;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Puts new posts into the inboxes of those who follow. A post waits until all of them have it; when Redis is away, posts go on
 * waiting, and lists are merged. A post may be put there twice: an inbox holds it once.
 */
@ApplicationScoped
class InboxJob {

    private static final Logger LOG = Logger.getLogger(InboxJob.class);

    private final Vertx vertx;
    private final Pool pool;
    private final InboxSourceRepository sources;
    private final InboxRepository inboxes;
    private final InboxConfig config;
    private final MeterRegistry metrics;
    private final DistributionSummary reached;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();

    InboxJob(
            Vertx vertx,
            Pool pool,
            InboxSourceRepository sources,
            InboxRepository inboxes,
            InboxConfig config,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.pool = pool;
        this.sources = sources;
        this.inboxes = inboxes;
        this.config = config;
        this.metrics = metrics;
        this.reached = DistributionSummary.builder("tidepool.social.inbox.reached")
                .description("Inboxes that a post was put into")
                .register(metrics);
    }

    /** Soon: who writes a post does not wait for it. */
    void wake(@Observes PostWritten written) {
        asked.set(true);
        // Off the caller's own context: the round is no part of the request that woke it, nor of its trace.
        Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                .runOnContext(ignored -> push().subscribe().with(done -> {}));
    }

    /** The net under {@link #wake}: what others wrote, and what could not be done. */
    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> push() {
        if (!running.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        asked.set(false);
        return Batches.all(Uni.createFrom().deferred(this::pushOne), LOG, "posts_wait_for_inboxes")
                .eventually(() -> running.set(false))
                .chain(() -> asked.get() ? push() : Uni.createFrom().voidItem());
    }

    /** Without Redis posts do not wait for ever. */
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return sources.forget(config.mostQueued())
                .invoke(this::forgotten)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=posts_kept_for_inboxes reason=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void forgotten(int posts) {
        if (posts > 0) {
            metrics.counter("tidepool.social.inbox.forgotten").increment(posts);
            LOG.warnf("event=posts_forgotten_for_inboxes count=%d", posts);
        }
    }

    private Uni<Boolean> pushOne() {
        Timer.Sample sample = Timer.start(metrics);
        return pool.withTransaction(transaction -> sources.take(transaction)
                        .chain(post -> post.isEmpty()
                                ? Uni.createFrom().item(false)
                                : push(transaction, post.get()).replaceWith(true)))
                .invoke(pushed -> {
                    if (pushed) {
                        sample.stop(metrics.timer("tidepool.social.inbox.fanout"));
                    }
                });
    }

    private Uni<Void> push(SqlConnection transaction, InboxEntry post) {
        return sources.readersOf(transaction, post.post(), config.mostFollowers())
                .chain(readers -> pushAll(post, readers))
                .invoke(reached::record)
                .replaceWithVoid();
    }

    private Uni<Integer> pushAll(InboxEntry post, List<AgentId> readers) {
        return Multi.createFrom()
                .iterable(readers)
                .group()
                .intoLists()
                .of(config.writtenTogether())
                .onItem()
                .transformToUniAndConcatenate(some -> inboxes.push(post, some))
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }
}
