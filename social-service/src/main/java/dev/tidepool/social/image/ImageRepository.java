package dev.tidepool.social.image;

import dev.tidepool.kernel.db.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores images. */
@ApplicationScoped
class ImageRepository {

    private static final String INSERT = "INSERT INTO social.images (id, content_type, content) VALUES ($1, $2, $3)";

    private static final String DELETE = "DELETE FROM social.images WHERE id = $1";

    private static final String BY_ID = "SELECT content_type, content FROM social.images WHERE id = $1";

    /** An image as it is served. */
    record Stored(ImageType type, Buffer content) {}

    private final Pool pool;

    ImageRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(SqlConnection transaction, ImageId id, NewImage image) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.of(id.value(), image.type().contentType(), Buffer.buffer(image.content())))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection transaction, ImageId id) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(id.value())).replaceWithVoid();
    }

    Uni<Optional<Stored>> byId(ImageId id) {
        return pool.preparedQuery(BY_ID)
                .execute(Tuple.of(id.value()))
                .map(rows -> Rows.first(
                        rows,
                        row -> new Stored(
                                ImageType.ofContentType(row.getString("content_type")),
                                row.getDelegate().getBuffer("content"))));
    }
}
