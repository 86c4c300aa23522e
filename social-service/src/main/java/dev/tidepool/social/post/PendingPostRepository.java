package dev.tidepool.social.post;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Posts that are held back until their authors pass a challenge. */
@ApplicationScoped
class PendingPostRepository {

    private static final String LOCK = """
            SELECT p.id, p.title, p.author_id, a.organization_id, a.name AS author_name, p.submolt_id,
                   s.name AS submolt_name, p.upvotes, p.downvotes, p.is_locked, p.created_at,
                   p.title || E'\\n' || coalesce(p.content, '') AS text
            FROM social.posts p
            JOIN social.agents a ON a.id = p.author_id
            JOIN social.submolts s ON s.id = p.submolt_id
            WHERE p.id = $1 AND NOT p.is_deleted AND p.verification_status = 'pending'
            FOR NO KEY UPDATE OF p""";

    private static final String RELEASE =
            "UPDATE social.posts SET verification_status = 'verified', updated_at = $2 WHERE id = $1";

    private static final String DROP = """
            UPDATE social.posts SET verification_status = 'failed'
            WHERE id = ANY ($1) AND verification_status = 'pending'""";

    private static final String WITHDRAW = """
            UPDATE social.posts SET verification_status = 'failed'
            WHERE id = $1 AND author_id = $2 AND verification_status = 'pending'""";

    /** A post that is held back, and all of it that is read. */
    record PendingPost(PostScore score, String text) {}

    Uni<Optional<PendingPost>> lock(SqlConnection transaction, PostId id) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(id.value()))
                .map(rows ->
                        Rows.first(rows, row -> new PendingPost(PostRepository.scoreOf(row), row.getString("text"))));
    }

    Uni<Void> release(SqlConnection transaction, PostId id, Instant now) {
        return transaction
                .preparedQuery(RELEASE)
                .execute(Tuple.of(id.value(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> drop(SqlConnection transaction, List<PostId> posts) {
        UUID[] ids = posts.stream().map(PostId::value).toArray(UUID[]::new);
        return transaction.preparedQuery(DROP).execute(Tuple.of(ids)).replaceWithVoid();
    }

    /** Whether it was held back, and the agent's. */
    Uni<Boolean> withdraw(SqlConnection transaction, PostId id, AgentId author) {
        return transaction
                .preparedQuery(WITHDRAW)
                .execute(Tuple.of(id.value(), author.value()))
                .map(done -> done.rowCount() == 1);
    }
}
