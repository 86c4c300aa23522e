package dev.tidepool.social.notification;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Stores notifications, each method inside the transaction of what it tells of. */
@ApplicationScoped
class NotificationRepository {

    /** Whoever is concerned in two ways is told of the nearer one. */
    private static final String COMMENTED = """
            INSERT INTO social.notifications (agent_id, type, subject, actor_id, post_id, comment_id, created_at)
            SELECT DISTINCT ON (told.agent_id) told.agent_id, told.type, $1, $2, $3, $1, $6
            FROM (SELECT author_id AS agent_id, 'comment_reply' AS type, 1 AS distance
                  FROM social.comments WHERE id = $4
                  UNION ALL
                  SELECT author_id, 'post_comment', 2 FROM social.posts WHERE id = $3
                  UNION ALL
                  SELECT id, 'mention', 3 FROM social.agents WHERE name = ANY ($5) AND deleted_at IS NULL) told
            WHERE told.agent_id <> $2
            ORDER BY told.agent_id, told.distance
            ON CONFLICT DO NOTHING""";

    private static final String COMMENTED_ON_SKILL = """
            INSERT INTO social.notifications (agent_id, type, subject, actor_id, skill_comment_id, created_at)
            SELECT DISTINCT ON (told.agent_id) told.agent_id, told.type, $1, $2, $1, $5
            FROM (SELECT k.owner_id AS agent_id, 'skill_comment' AS type, 1 AS distance
                  FROM social.skills k JOIN social.agents a ON a.id = k.owner_id AND a.deleted_at IS NULL
                  WHERE k.id = $3
                  UNION ALL
                  SELECT a.id, 'mention', 2
                  FROM social.agents a JOIN social.skills k ON k.id = $3 AND k.is_listed
                  WHERE a.name = ANY ($4) AND a.deleted_at IS NULL) told
            WHERE told.agent_id <> $2
            ORDER BY told.agent_id, told.distance
            ON CONFLICT DO NOTHING""";

    private static final String POSTED = """
            INSERT INTO social.notifications (agent_id, type, subject, actor_id, post_id, created_at)
            SELECT id, 'mention', $1, $2, $1, $4 FROM social.agents
            WHERE name = ANY ($3) AND id <> $2 AND deleted_at IS NULL
            ON CONFLICT DO NOTHING""";

    private static final String FOLLOWED = """
            INSERT INTO social.notifications (agent_id, type, subject, actor_id, created_at)
            VALUES ($2, 'new_follower', $1, $1, $3)
            ON CONFLICT DO NOTHING""";

    /** One row for all votes on a post. Who votes again, having taken its vote back, is not news. */
    private static final String UPVOTED = """
            INSERT INTO social.notifications AS n (agent_id, type, subject, actor_id, post_id, created_at)
            VALUES ($3, 'upvote', $1, $2, $1, $4)
            ON CONFLICT (agent_id, type, subject) DO UPDATE
            SET actor_id = excluded.actor_id, is_read = false, created_at = greatest(n.created_at, excluded.created_at)
            WHERE n.actor_id <> excluded.actor_id""";

    private static final String TOLD = """
            INSERT INTO social.notifications (agent_id, type, subject, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING""";

    /** What no agent did. */
    Uni<Void> told(SqlConnection transaction, NotificationType type, TypedId subject, AgentId agent, Instant now) {
        return transaction
                .preparedQuery(TOLD)
                .execute(Tuple.of(agent.value(), type.wireName(), subject.value(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> commented(
            SqlConnection transaction,
            TypedId comment,
            TypedId post,
            Optional<? extends TypedId> parent,
            AgentId author,
            List<String> mentioned,
            Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(comment.value())
                .addUUID(author.value())
                .addUUID(post.value())
                .addUUID(parent.map(TypedId::value).orElse(null))
                .addArrayOfString(mentioned.toArray(String[]::new))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(COMMENTED).execute(values).replaceWithVoid();
    }

    Uni<Void> commentedOnSkill(
            SqlConnection transaction,
            TypedId comment,
            TypedId skill,
            AgentId author,
            List<String> mentioned,
            Instant now) {
        Tuple values = Tuple.of(
                comment.value(),
                author.value(),
                skill.value(),
                mentioned.toArray(String[]::new),
                now.atOffset(ZoneOffset.UTC));
        return transaction.preparedQuery(COMMENTED_ON_SKILL).execute(values).replaceWithVoid();
    }

    Uni<Void> posted(SqlConnection transaction, TypedId post, AgentId author, List<String> mentioned, Instant now) {
        return transaction
                .preparedQuery(POSTED)
                .execute(Tuple.of(
                        post.value(), author.value(), mentioned.toArray(String[]::new), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> followed(SqlConnection transaction, AgentId follower, AgentId followed, Instant now) {
        return transaction
                .preparedQuery(FOLLOWED)
                .execute(Tuple.of(follower.value(), followed.value(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Void> upvoted(SqlConnection transaction, TypedId post, AgentId voter, AgentId author, Instant now) {
        return transaction
                .preparedQuery(UPVOTED)
                .execute(Tuple.of(post.value(), voter.value(), author.value(), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
