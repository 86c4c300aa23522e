package dev.tidepool.session.conversation;

import dev.tidepool.session.openclaw.OpenClaw;
import dev.tidepool.session.openclaw.OpenClawSessions;
import dev.tidepool.session.tenant.TenantDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Deletes at the gateway what it keeps of sessions that were deleted here. What cannot be deleted now is tried again later; instances
 * share the work.
 */
@ApplicationScoped
class ConversationSweep {

    private static final Logger LOG = Logger.getLogger(ConversationSweep.class);

    private final OpenClaw gateway;
    private final OpenClawSessions sessions;
    private final Pool pool;
    private final TenantDatabase database;
    private final ConversationRepository conversations;
    private final ConversationConfig config;
    private final MeterRegistry metrics;

    ConversationSweep(
            OpenClaw gateway,
            OpenClawSessions sessions,
            Pool pool,
            TenantDatabase database,
            ConversationRepository conversations,
            ConversationConfig config,
            MeterRegistry metrics) {
        this.gateway = gateway;
        this.sessions = sessions;
        this.pool = pool;
        this.database = database;
        this.conversations = conversations;
        this.config = config;
        this.metrics = metrics;
    }

    @Scheduled(
            every = "${tidepool.conversation.sweep-every:5s}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return gateway.isConnected() ? sweepBatch() : Uni.createFrom().voidItem();
    }

    private Uni<Void> sweepBatch() {
        return conversations
                .takeLeft(pool, config.sweepBatch())
                .onItem()
                .transformToMulti(left -> Multi.createFrom().iterable(left))
                .onItem()
                .transformToUniAndConcatenate(this::delete)
                .collect()
                .last();
    }

    /** Never fails. */
    private Uni<Void> delete(ConversationRepository.Left left) {
        return sessions.delete(left.key())
                .chain(() -> forget(left, "deleted"))
                .onFailure()
                .recoverWithUni(failure -> failed(left, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> failed(ConversationRepository.Left left, Throwable failure) {
        boolean last = left.attempts() >= config.maxAttempts();
        LOG.warnf(
                "event=openclaw_conversation_kept session=%s agent=%s attempts=%d given_up=%s reason=\"%s\"",
                left.key().session(), left.key().agent(), left.attempts(), last, failure.getMessage());
        count("failed");
        return last ? forget(left, "given_up") : Uni.createFrom().voidItem();
    }

    private Uni<Void> forget(ConversationRepository.Left left, String outcome) {
        return database.inTransaction(
                        left.key().organization(), transaction -> conversations.forget(transaction, left.key()))
                .invoke(() -> {
                    count(outcome);
                    LOG.infof(
                            "event=openclaw_conversation_%s session=%s agent=%s",
                            outcome, left.key().session(), left.key().agent());
                });
    }

    private void count(String outcome) {
        metrics.counter("tidepool.openclaw.conversations", "outcome", outcome).increment();
    }
}
