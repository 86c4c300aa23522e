package dev.tidepool.social.embedding;

import dev.tidepool.kernel.db.Batches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Gives a vector to texts that have none yet, and takes it from those that are not shown any more. Several instances share the work. */
@ApplicationScoped
class EmbeddingJob {

    private static final Logger LOG = Logger.getLogger(EmbeddingJob.class);

    private final EmbeddingRepository texts;
    private final EmbeddingService embeddings;
    private final NeighbourService neighbours;
    private final EmbeddingConfig config;
    private final WorkPace pace;
    private final Counter embedded;
    private volatile double lagSeconds;

    EmbeddingJob(
            EmbeddingRepository texts,
            EmbeddingService embeddings,
            NeighbourService neighbours,
            EmbeddingConfig config,
            WorkPace pace,
            MeterRegistry metrics) {
        this.texts = texts;
        this.embeddings = embeddings;
        this.neighbours = neighbours;
        this.config = config;
        this.pace = pace;
        this.embedded = Counter.builder("tidepool.social.embeddings")
                .description("Texts that were given a vector")
                .register(metrics);
        Gauge.builder("tidepool.social.embedding.lag", () -> lagSeconds)
                .description("How long the text that has waited the longest waits for its vector")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(
            every = "${tidepool.social.embedding.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> embed() {
        return round().onFailure()
                .invoke(failure -> LOG.warnf("event=texts_not_embedded reason=%s", failure.toString()))
                .onFailure()
                .recoverWithItem(false)
                .replaceWithVoid();
    }

    /** False while it rests, or there is no model. */
    Uni<Boolean> round() {
        if (!embeddings.isPossible() || pace.isResting()) {
            return Uni.createFrom().item(false);
        }
        return texts.lagSeconds()
                .invoke(seconds -> lagSeconds = seconds)
                .call(() -> Batches.all(texts.hide(), LOG, "vectors_not_removed"))
                .chain(this::batch)
                .replaceWith(true);
    }

    /** Batches for the share of a round, then a rest: however many texts wait, requests keep most of the processors. */
    private Uni<Void> batch() {
        long began = pace.begin();
        return batches(began).invoke(() -> pace.worked(began)).replaceWithVoid();
    }

    private Uni<Integer> batches(long began) {
        return texts.take(config.embeddedTogether(), this::vectors)
                .chain(taken -> taken > 0 && !pace.isSpent(began, config.interval())
                        ? batches(began)
                        : Uni.createFrom().item(taken));
    }

    @Scheduled(
            every = "${tidepool.social.embedding.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> follow() {
        return embeddings.isPossible()
                ? Batches.all(neighbours.follow(), LOG, "vectors_not_followed")
                : Uni.createFrom().voidItem();
    }

    private Uni<List<Embedding>> vectors(List<QueuedText> shown) {
        return embeddings
                .ofTexts(shown.stream().map(text -> text.text().orElseThrow()).toList())
                .map(vectors -> IntStream.range(0, shown.size())
                        .boxed()
                        .flatMap(at -> vectors.get(at).stream()
                                .map(vector -> new Embedding(
                                        shown.get(at).id(), shown.get(at).kind(), vector)))
                        .toList())
                .invoke(made -> embedded.increment(made.size()));
    }
}
