package dev.tidepool.social.brand;

import dev.tidepool.kernel.db.Batches;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.social.analytics.Sentiment;
import dev.tidepool.social.brand.QueueRepository.Candidate;
import dev.tidepool.social.brand.QueueRepository.Text;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Looks at texts that became visible for the terms that anybody watches. Several instances share them. A text leaves the queue in the
 * transaction that stores what it mentions; reading its words is done off the event loop.
 */
@ApplicationScoped
class BrandJob {

    private static final Logger LOG = Logger.getLogger(BrandJob.class);

    private final Pool pool;
    private final QueueRepository queue;
    private final BrandRepository terms;
    private final BrandConfig config;
    private final Vertx vertx;
    private final Counter mentions;

    BrandJob(
            Pool pool,
            QueueRepository queue,
            BrandRepository terms,
            BrandConfig config,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.queue = queue;
        this.terms = terms;
        this.config = config;
        this.vertx = vertx;
        this.mentions = Counter.builder("tidepool.brand.mentions")
                .description("Mentions of watched terms that were found")
                .register(metrics);
    }

    /** A text as it is compared. */
    private record Read(List<String> words, int sentiment) {}

    @Scheduled(
            every = "${tidepool.brand.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Uni<Boolean> batch = Uni.createFrom()
                .deferred(() -> pool.withTransaction(this::lookAtSome))
                .map(count -> count == config.lookedTogether());
        return Batches.all(batch, LOG, "brand_texts_unlooked");
    }

    @Scheduled(every = "1h", delayed = "4m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        Uni<Boolean> batch = Uni.createFrom()
                .deferred(() -> terms.forget(DatabaseTime.now().minus(config.keptFor()), config.deletedTogether()))
                .map(count -> count == config.deletedTogether());
        return Batches.all(batch, LOG, "brand_mentions_kept");
    }

    private Uni<Integer> lookAtSome(SqlConnection transaction) {
        return queue.take(transaction, config.lookedTogether())
                .call(texts -> Each.inTurn(texts, text -> lookAt(transaction, text)))
                .map(List::size);
    }

    private Uni<Void> lookAt(SqlConnection transaction, Text text) {
        return read(text)
                .chain(read -> queue.candidates(
                                transaction, read.words().stream().distinct().toList())
                        .map(candidates -> candidates.stream()
                                .filter(candidate -> Words.contain(read.words(), candidate.words()))
                                .map(Candidate::id)
                                .toList())
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(0)
                                : queue.store(transaction, text, found, read.sentiment(), config.maxMentionsPerDay()))
                        .invoke(count -> mentions.increment(count))
                        .replaceWithVoid());
    }

    private Uni<Read> read(Text text) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(
                                () -> new Read(Words.of(text.content()), Sentiment.of(text.content())), false)
                        .toCompletionStage());
    }
}
