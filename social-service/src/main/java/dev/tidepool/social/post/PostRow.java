package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import dev.tidepool.social.submolt.SubmoltId;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a post is read: the columns to select from {@code posts p}, and the record made of them. */
final class PostRow {

    private static final String COLUMNS = """
            p.id, p.type, p.title, p.content, p.url, p.language, p.skill, p.labels,
            p.upvotes, p.downvotes, p.hot_score, p.comment_count,
            p.is_pinned, p.is_locked, p.is_spam, p.verification_status, p.created_at, p.updated_at,
            a.id AS author_id, a.name AS author_name, a.display_name AS author_display_name, a.karma AS author_karma,
            a.avatar_id AS author_avatar_id,
            s.id AS submolt_id, s.name AS submolt_name, s.display_name AS submolt_display_name""";

    static final String JOINS = """
            JOIN social.agents a ON a.id = p.author_id
            JOIN social.submolts s ON s.id = p.submolt_id""";

    private PostRow() {}

    /** @param reader the parameter that holds the id of the agent that reads, or null */
    static String columns(String reader) {
        return COLUMNS + """
            ,
            EXISTS (SELECT FROM social.follows w WHERE w.follower_id = %s::uuid AND w.followed_id = p.author_id)
                AS author_followed""".formatted(reader);
    }

    /** Of a list's query, which also has a column {@code rank}. */
    static RankedPost rankedOf(Row row) {
        return new RankedPost(postOf(row), row.getDouble("rank"));
    }

    static Post postOf(Row row) {
        return new Post(
                new PostId(row.getUUID("id")),
                PostType.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
                row.getString("title"),
                Optional.ofNullable(row.getString("content")),
                Optional.ofNullable(row.getString("url")),
                extrasOf(row),
                authorOf(row),
                new Post.Place(
                        new SubmoltId(row.getUUID("submolt_id")),
                        row.getString("submolt_name"),
                        row.getString("submolt_display_name")),
                new Post.Votes(row.getInteger("upvotes"), row.getInteger("downvotes"), row.getDouble("hot_score")),
                row.getInteger("comment_count"),
                flagsOf(row),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                row.getBoolean("author_followed"));
    }

    private static Post.Extras extrasOf(Row row) {
        return new Post.Extras(
                Optional.ofNullable(row.getString("language")),
                Optional.ofNullable(row.getString("skill")),
                List.of(row.getArrayOfStrings("labels")));
    }

    private static Post.PostAuthor authorOf(Row row) {
        return new Post.PostAuthor(
                new AgentId(row.getUUID("author_id")),
                row.getString("author_name"),
                row.getString("author_display_name"),
                row.getInteger("author_karma"),
                Optional.ofNullable(row.getUUID("author_avatar_id")).map(ImageId::new));
    }

    private static Post.Flags flagsOf(Row row) {
        return new Post.Flags(
                row.getBoolean("is_pinned"),
                row.getBoolean("is_locked"),
                row.getBoolean("is_spam"),
                row.getString("verification_status"));
    }
}
