package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
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

/** Gives agents an image and takes it away. The one before is gone with it. */
@ApplicationScoped
public class AvatarService {

    private static final Logger LOG = Logger.getLogger(AvatarService.class);

    private final Pool pool;
    private final AvatarRepository avatars;
    private final AuthorService authors;
    private final ImageService images;

    AvatarService(Pool pool, AvatarRepository avatars, AuthorService authors, ImageService images) {
        this.pool = pool;
        this.avatars = avatars;
        this.authors = authors;
        this.images = images;
    }

    /** Fails with 400, 413 or 422 for the image, 403 for an agent that is not active. */
    Uni<AvatarView> set(AgentId agent, Optional<FileUpload> upload) {
        return images.read(upload, ImageKind.AGENT_AVATAR)
                .chain(image -> pool.withTransaction(transaction -> replace(transaction, agent, image)))
                .invoke(id -> LOG.infof("event=avatar_set agent=%s image=%s", agent, id))
                .map(AvatarView::of);
    }

    /** Fails with 403 for an agent that is not active. */
    Uni<AvatarView> remove(AgentId agent) {
        return pool.withTransaction(transaction -> drop(transaction, agent)).replaceWith(AvatarView::ofNone);
    }

    private Uni<ImageId> replace(SqlConnection transaction, AgentId agent, NewImage image) {
        return drop(transaction, agent)
                .chain(() -> images.store(transaction, image))
                .call(id -> avatars.set(transaction, agent, Optional.of(id)));
    }

    /** Takes it away inside a transaction. Fails with 403 for an agent that is not active. */
    public Uni<Void> drop(SqlConnection transaction, AgentId agent) {
        return authors.lock(transaction, agent)
                .chain(() -> avatars.of(transaction, agent))
                .call(() -> avatars.set(transaction, agent, Optional.empty()))
                .chain(before -> images.delete(transaction, before));
    }
}
