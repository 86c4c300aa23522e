package dev.tidepool.social.embedding;

import dev.tidepool.kernel.id.Uuid7;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Finds the texts that mean the like of a query: by pgvector's index where the database has it, of all texts; else among the
 * newest, whose vectors this instance keeps. What is hidden since may be among them.
 */
@ApplicationScoped
public class NeighbourService {

    private static final int READ_TOGETHER = 250;

    /** How far this instance is. */
    private sealed interface Progress {

        record Unknown() implements Progress {}

        /** The newest are being read; those before this text are missing. What is stored after the bound is followed later. */
        record Reading(TextId before) implements Progress {}

        record Following() implements Progress {}

        record InDatabase() implements Progress {}
    }

    private final EmbeddingRepository stored;
    private final EmbeddingService embeddings;
    private final EmbeddingConfig config;
    private final RecentVectors recent;
    private final AtomicReference<Progress> progress = new AtomicReference<>(new Progress.Unknown());

    NeighbourService(
            EmbeddingRepository stored, EmbeddingService embeddings, EmbeddingConfig config, MeterRegistry metrics) {
        this.stored = stored;
        this.embeddings = embeddings;
        this.config = config;
        this.recent = new RecentVectors(config.recentTexts());
        metrics.gauge("tidepool.social.embedding.recent", recent, RecentVectors::size);
    }

    /** Takes in what was stored since. True when there may be more. */
    Uni<Boolean> follow() {
        return Uni.createFrom().deferred(this::step);
    }

    private Uni<Boolean> step() {
        return switch (progress.get()) {
            case Progress.Unknown unknown ->
                stored.findsNearest().chain(there -> stored.settled().map(bound -> begin(there, bound)));
            case Progress.Reading reading ->
                stored.newest(reading.before(), READ_TOGETHER).map(this::read);
            case Progress.Following following ->
                stored.since(recent.bound(), READ_TOGETHER).map(this::followed);
            case Progress.InDatabase there -> Uni.createFrom().item(false);
        };
    }

    /** Where the places of the newest texts lie says nothing: older ones may have been stored later. */
    private boolean begin(boolean inDatabase, long bound) {
        recent.reach(bound);
        progress.set(inDatabase ? new Progress.InDatabase() : new Progress.Reading(new TextId(Uuid7.LAST)));
        return !inDatabase;
    }

    private boolean read(List<Embedded> page) {
        recent.add(page);
        boolean all = page.size() < READ_TOGETHER || recent.size() >= config.recentTexts();
        progress.set(
                all
                        ? new Progress.Following()
                        : new Progress.Reading(page.getLast().id()));
        return true;
    }

    private boolean followed(List<Embedded> page) {
        recent.add(page);
        page.forEach(text -> recent.reach(text.seq()));
        return page.size() == READ_TOGETHER;
    }

    /** The place in the order of storing at which the vectors end that are known now: later ones must not move a list's pages. */
    public Uni<Long> bound() {
        return progress.get() instanceof Progress.InDatabase
                ? stored.last()
                : Uni.createFrom().item(recent.bound());
    }

    /**
     * The nearest of these kinds that were stored until the bound, the nearest first. Empty when too many searches wait for the processor
     * or it takes too long.
     */
    public Uni<Optional<List<Near>>> nearest(Vector sought, Collection<String> kinds, long until, int most) {
        return progress.get() instanceof Progress.InDatabase
                ? stored.nearest(sought, kinds, until, most).map(Optional::of)
                : embeddings.inTime(() -> recent.nearest(sought, kinds, until, most));
    }

    /** How near these texts are, as far as they have a vector stored until the bound. */
    public Uni<List<Near>> similarities(Vector sought, Collection<TextId> ids, long until) {
        return stored.of(ids, until)
                .map(found -> found.stream().map(text -> text.near(sought)).toList());
    }
}
