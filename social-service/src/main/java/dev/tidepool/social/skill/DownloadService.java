package dev.tidepool.social.skill;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.skill.bundle.BundleWriter;
import dev.tidepool.kernel.skill.bundle.SkillBundle;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;

/** Packs versions, and counts whom they went to. */
@ApplicationScoped
public class DownloadService {

    private static final String DOWNLOADS = "tidepool.social.skills.downloads";

    private final Pool pool;
    private final FileRepository files;
    private final StandingRepository standings;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final TypedGuard<Uni<byte[]>> turns;

    DownloadService(
            Pool pool,
            FileRepository files,
            StandingRepository standings,
            SkillConfig limits,
            Vertx vertx,
            MeterRegistry metrics) {
        this.pool = pool;
        this.files = files;
        this.standings = standings;
        this.vertx = vertx;
        this.metrics = metrics;
        this.turns = TypedGuard.create(new TypeLiteral<Uni<byte[]>>() {})
                .withBulkhead()
                .limit(limits.maxTransfers())
                .queueSize(limits.maxHeldTransfers())
                .done()
                .build();
    }

    /** The version as a zip archive, always the same bytes. Counts once a day for a reader. Fails with 503. */
    public Uni<byte[]> zip(SkillReadService.Found found, SkillReader reader) {
        return turns.get(() -> files.bundle(pool, found.version().id()).chain(this::packed))
                .onFailure(BulkheadException.class)
                .transform(full -> TransferPlaces.busy())
                .call(zip -> count(found, reader));
    }

    private Uni<byte[]> packed(SkillBundle bundle) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> BundleWriter.zip(bundle), false)
                        .toCompletionStage());
    }

    /** A look at one's own, or at what waits for a moderator, is no download. */
    private Uni<Void> count(SkillReadService.Found found, SkillReader reader) {
        if (reader.owns(found.skill()) || !found.version().isUsable()) {
            return Uni.createFrom().voidItem();
        }
        return standings
                .downloaded(found.skill().id(), reader.subject(), DatabaseTime.now())
                .invoke(counted -> metrics.counter(DOWNLOADS, "counted", Boolean.toString(counted))
                        .increment())
                .replaceWithVoid();
    }
}
