package dev.tidepool.social.submolt;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.social.image.ImageId;
import dev.tidepool.social.image.ImageKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stores which images are a submolt's. Call it with the submolt locked. */
@ApplicationScoped
class SubmoltImageRepository {

    private static final String AVATAR = "SELECT avatar_id AS image FROM social.submolts WHERE id = $1";
    private static final String BANNER = "SELECT banner_id AS image FROM social.submolts WHERE id = $1";
    private static final String SET_AVATAR = "UPDATE social.submolts SET avatar_id = $2 WHERE id = $1";
    private static final String SET_BANNER = "UPDATE social.submolts SET banner_id = $2 WHERE id = $1";

    Uni<Optional<ImageId>> of(SqlConnection transaction, SubmoltId submolt, ImageKind kind) {
        return transaction
                .preparedQuery(kind == ImageKind.SUBMOLT_BANNER ? BANNER : AVATAR)
                .execute(Tuple.of(submolt.value()))
                .map(rows -> Rows.first(
                                rows,
                                row -> Optional.ofNullable(row.getUUID("image")).map(ImageId::new))
                        .orElse(Optional.empty()));
    }

    Uni<Void> set(SqlConnection transaction, SubmoltId submolt, ImageKind kind, Optional<ImageId> image) {
        return transaction
                .preparedQuery(kind == ImageKind.SUBMOLT_BANNER ? SET_BANNER : SET_AVATAR)
                .execute(Tuple.of(submolt.value(), image.map(ImageId::value).orElse(null)))
                .replaceWithVoid();
    }
}
