package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.id.AgentId;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Votes that come while others on the same post or comment are being stored wait, and are then stored together: they would wait
 * for its lock anyway, each for the write to the disk of all before it. Who comes alone is stored at once.
 */
@ApplicationScoped
class VoteQueue {

    /** Class of SQLSTATE after which it is open whether the transaction was committed: the server is going down. */
    private static final String GOING_DOWN = "57";

    private final VoteBatchService batches;
    private final VoteConfig config;
    private final Vertx vertx;
    private final DistributionSummary sizes;

    /** What is voted on is in here while votes on it are being stored. */
    private final Map<Poll, VoteLine> lines = new ConcurrentHashMap<>();

    VoteQueue(VoteBatchService batches, VoteConfig config, Vertx vertx, MeterRegistry metrics) {
        this.batches = batches;
        this.config = config;
        this.vertx = vertx;
        this.sizes = DistributionSummary.builder("tidepool.social.vote.batch")
                .description("Votes stored in one transaction")
                .register(metrics);
    }

    /** Fails with the {@link dev.tidepool.kernel.problem.Problem} of the vote, {@link dev.tidepool.social.agent.NotActive}, or as the database does. */
    Uni<VoteOutcome.Counted> cast(Poll poll, AgentId voter, Ballot ballot) {
        return Uni.createFrom().emitter(answer -> {
            List<WaitingVote> batch = join(poll, voter, ballot, answer);
            if (!batch.isEmpty()) {
                // Off the caller's own context: the others' votes are no part of its request.
                Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()))
                        .runOnContext(ignored -> store(poll, batch));
            }
        });
    }

    private List<WaitingVote> join(
            Poll poll, AgentId voter, Ballot ballot, UniEmitter<? super VoteOutcome.Counted> answer) {
        AtomicReference<List<WaitingVote>> batch = new AtomicReference<>(List.of());
        lines.compute(poll, (id, known) -> {
            VoteLine line = known == null ? new VoteLine(config.storedTogether()) : known;
            line.add(new WaitingVote(voter, ballot, Vertx.currentContext(), answer));
            batch.set(line.take());
            return line;
        });
        return batch.get();
    }

    private void store(Poll poll, List<WaitingVote> batch) {
        settle(poll, batch)
                .onTermination()
                .invoke(() -> storeNext(poll))
                .subscribe()
                .with(done -> {});
    }

    private void storeNext(Poll poll) {
        AtomicReference<List<WaitingVote>> next = new AtomicReference<>(List.of());
        lines.computeIfPresent(poll, (id, line) -> {
            line.stored();
            next.set(line.take());
            return line.isDone() ? null : line;
        });
        if (!next.get().isEmpty()) {
            store(poll, next.get());
        }
    }

    /** Never fails: each vote is told what became of it. */
    private Uni<Void> settle(Poll poll, List<WaitingVote> batch) {
        sizes.record(batch.size());
        return Uni.createFrom()
                .deferred(() -> batches.store(poll, batch))
                .invoke(outcomes -> {
                    for (int vote = 0; vote < batch.size(); vote++) {
                        batch.get(vote).settle(outcomes.get(vote));
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> refused(poll, batch, failure));
    }

    /** What PostgreSQL refused for one of them, and took back, is no verdict on the others: each is tried alone. */
    private Uni<Void> refused(Poll poll, List<WaitingVote> batch, Throwable failure) {
        boolean isUndone =
                failure instanceof PgException refused && !refused.getSqlState().startsWith(GOING_DOWN);
        if (isUndone && batch.size() > 1) {
            return Each.inTurn(batch, vote -> settle(poll, List.of(vote)));
        }
        batch.forEach(vote -> vote.fail(failure));
        return Uni.createFrom().voidItem();
    }
}
