package dev.tidepool.social.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ImageMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Turns texts into vectors, on a few threads of its own. The model is read when the first is asked for, so that a service
 * that never needs it never holds it. Where it cannot be had (a native executable carries none), there is no vector.
 */
@ApplicationScoped
public class EmbeddingService {

    private static final Logger LOG = Logger.getLogger(EmbeddingService.class);

    private final EmbeddingConfig config;
    private final WorkerExecutor workers;
    private final WorkerExecutor background;
    private final Cache<String, Vector> queries;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Timer timer;
    private volatile ModelState state;

    EmbeddingService(Vertx vertx, EmbeddingConfig config, MeterRegistry metrics) {
        if (config.threads() < 1 || config.maxTokens() < 3 || config.maxTokens() > 512) {
            throw new IllegalStateException("tidepool.social.embedding.threads must be at least 1 and max-tokens 3 to"
                    + " 512: " + config.threads() + ", " + config.maxTokens());
        }
        this.config = config;
        this.workers = vertx.createSharedWorkerExecutor("tidepool-embedding", config.threads());
        this.background = vertx.createSharedWorkerExecutor("tidepool-embedding-texts", 1);
        this.queries =
                LocalCaches.newBuilder().maximumSize(config.cachedQueries()).build();
        this.timer = Timer.builder("tidepool.social.embedding")
                .description("Time to turn a text into a vector")
                .register(metrics);
        this.state = config.enabled() && ImageMode.current() == ImageMode.JVM
                ? new ModelState.Unread()
                : new ModelState.Missing("switched off, or a native executable");
        metrics.gauge("tidepool.social.embedding.ready", this, service -> service.isReady() ? 1 : 0);
    }

    /** The model goes with the process: to free it while a thread runs it would end the process badly. */
    @PreDestroy
    void close() {
        workers.close();
        background.close();
    }

    /** Whether there is a model, or may be one. */
    boolean isPossible() {
        return !(state instanceof ModelState.Missing);
    }

    private boolean isReady() {
        return state instanceof ModelState.Ready;
    }

    /** What a query means. Empty when there is no model, when it takes too long or too many wait: never fails. */
    public Uni<Optional<Vector>> ofQuery(String query) {
        Vector known = queries.getIfPresent(query);
        if (known != null) {
            return Uni.createFrom().item(Optional.of(known));
        }
        return isPossible()
                ? inTime(() -> embed(model(), query))
                        .invoke(made -> made.ifPresent(vector -> queries.put(query, vector)))
                : Uni.createFrom().item(Optional.empty());
    }

    /**
     * Work for a search that takes a processor's time, on the threads that queries have. Empty when it takes too long or too many wait:
     * never fails. What nobody waits for any more is not begun.
     */
    <T> Uni<Optional<T>> inTime(Callable<T> work) {
        if (waiting.incrementAndGet() > config.maxWaiting()) {
            waiting.decrementAndGet();
            return Uni.createFrom().item(Optional.empty());
        }
        long latest = System.nanoTime() + config.timeout().toNanos();
        return on(workers, () -> begun(work, latest))
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(Optional::empty)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=search_by_meaning_failed reason=%s", failure.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** It waits until then, whoever asked for it has gone or not. */
    private <T> Optional<T> begun(Callable<T> work, long latest) throws Exception {
        try {
            return System.nanoTime() - latest < 0 ? Optional.of(work.call()) : Optional.empty();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A vector for each text but those that the model cannot take, on a thread apart from the queries'. Fails when there is no model. */
    Uni<List<Optional<Vector>>> ofTexts(List<String> texts) {
        return on(background, () -> {
            SentenceModel model = model();
            return texts.stream().map(text -> embedded(model, text)).toList();
        });
    }

    private static <T> Uni<T> on(WorkerExecutor executor, Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> executor.executeBlocking(work, false).toCompletionStage());
    }

    private Optional<Vector> embedded(SentenceModel model, String text) {
        try {
            return Optional.of(embed(model, text));
        } catch (Exception failure) {
            LOG.warnf("event=text_not_embedded reason=%s", failure.toString());
            return Optional.empty();
        }
    }

    private Vector embed(SentenceModel model, String text) throws Exception {
        return timer.recordCallable(() -> model.embed(text));
    }

    /** @throws IllegalStateException when there is none */
    private SentenceModel model() {
        return switch (state) {
            case ModelState.Ready ready -> ready.model();
            case ModelState.Unread unread -> read();
            case ModelState.Missing missing -> throw new IllegalStateException("no model: " + missing.reason());
        };
    }

    private synchronized SentenceModel read() {
        if (state instanceof ModelState.Unread) {
            state = loaded();
        }
        return model();
    }

    /** Its library may be made for another machine, which the linker tells by an error. */
    private ModelState loaded() {
        try {
            return new ModelState.Ready(SentenceModel.load(config.maxTokens()));
        } catch (Exception | LinkageError failure) {
            LOG.errorf("event=embedding_model_missing reason=%s", failure.toString());
            return new ModelState.Missing(failure.toString());
        }
    }
}
