package dev.tidepool.social.submolt;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.agent.AuthorService;
import dev.tidepool.social.image.ImageId;
import dev.tidepool.social.image.ImageKind;
import dev.tidepool.social.image.ImageService;
import dev.tidepool.social.image.NewImage;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Gives submolts images, for their owner and their moderators. The one before is gone with it. */
@ApplicationScoped
class SubmoltImageService {

    private static final Logger LOG = Logger.getLogger(SubmoltImageService.class);

    private final Pool pool;
    private final SubmoltImageRepository places;
    private final SubmoltRepository submolts;
    private final SubmoltService reads;
    private final ModeratorService moderators;
    private final AuthorService authors;
    private final ImageService images;

    SubmoltImageService(
            Pool pool,
            SubmoltImageRepository places,
            SubmoltRepository submolts,
            SubmoltService reads,
            ModeratorService moderators,
            AuthorService authors,
            ImageService images) {
        this.pool = pool;
        this.places = places;
        this.submolts = submolts;
        this.reads = reads;
        this.moderators = moderators;
        this.authors = authors;
        this.images = images;
    }

    /** Fails with 400, 413 or 422 for the image, 404, or 403 for an agent without a role there. */
    Uni<ReadSubmolt> set(AgentId agent, String name, ImageKind kind, Optional<FileUpload> upload) {
        return images.read(upload, kind)
                .chain(image -> pool.withTransaction(transaction ->
                        held(transaction, agent, name).chain(submolt -> replace(transaction, submolt, kind, image))))
                .invoke(id -> LOG.infof("event=submolt_image_set submolt=%s image=%s agent=%s", name, id, agent))
                .chain(() -> reads.read(name, Optional.of(agent)));
    }

    private Uni<SubmoltId> held(SqlConnection transaction, AgentId agent, String name) {
        return Uni.combine()
                .all()
                .unis(authors.lock(transaction, agent), reads.named(transaction, name))
                .asTuple()
                .call(read -> moderators.requireRole(transaction, read.getItem2(), read.getItem1()))
                .map(read -> read.getItem2().id())
                .call(id -> submolts.lock(transaction, id));
    }

    private Uni<ImageId> replace(SqlConnection transaction, SubmoltId submolt, ImageKind kind, NewImage image) {
        return places.of(transaction, submolt, kind)
                .chain(before -> images.store(transaction, image)
                        .call(id -> places.set(transaction, submolt, kind, Optional.of(id)))
                        .call(() -> images.delete(transaction, before)));
    }
}
