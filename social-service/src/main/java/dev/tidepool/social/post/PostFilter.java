package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.submolt.SubmoltId;
import java.util.List;
import java.util.UUID;

/** Which posts a list holds, of those that lists show at all. */
public sealed interface PostFilter {

    record Everything() implements PostFilter {}

    record InSubmolt(SubmoltId submolt) implements PostFilter {}

    record ByAuthor(AgentId author) implements PostFilter {}

    record ByAuthorInSubmolt(AgentId author, SubmoltId submolt) implements PostFilter {}

    /** Of the agents that the reader follows. */
    record ByFollowed(AgentId reader) implements PostFilter {}

    /** Of the agents that the reader follows and in the submolts it subscribes to. */
    record Following(AgentId reader) implements PostFilter {}

    /**
     * The same list, when all that it may show is among these posts, but for those of large sources: of these the newest are
     * looked up.
     */
    record FollowingAmong(AgentId reader, List<PostId> posts) implements PostFilter {

        public FollowingAmong {
            posts = List.copyOf(posts);
        }
    }

    /** Those that are still in a list, of its best posts. */
    record AmongBest(PostFilter list, List<PostId> posts) implements PostFilter {

        public AmongBest {
            posts = List.copyOf(posts);
        }
    }

    /** Whether the list is the same for everybody, and many read it. */
    default boolean isShared() {
        return this instanceof Everything || this instanceof InSubmolt;
    }

    /** Where the posts come from: their union is the list. Each may use the values, the first of which has the given index. */
    default List<PostSource> sources(int parameter) {
        String first = "$" + parameter;
        return switch (this) {
            case Everything all -> List.of(PostSource.ofLong("is_listed"));
            case InSubmolt in -> List.of(PostSource.ofLong("is_listed AND submolt_id = " + first));
            case ByAuthor by -> List.of(PostSource.of("is_listed AND author_id = " + first));
            case ByAuthorInSubmolt both ->
                List.of(PostSource.of(
                        "is_listed AND author_id = %s AND submolt_id = $%d".formatted(first, parameter + 1)));
            case ByFollowed by -> List.of(PostSource.ofFollowed(first));
            case Following following -> List.of(PostSource.ofFollowed(first), PostSource.ofSubscribed(first));
            case FollowingAmong among ->
                List.of(
                        PostSource.ofThoseFollowed(first, "$" + (parameter + 1)),
                        PostSource.ofLargeFollowed(first),
                        PostSource.ofLargeSubscribed(first));
            case AmongBest best -> List.of(PostSource.of("is_listed AND id = ANY(" + first + "::uuid[])"));
        };
    }

    default List<Object> parameters() {
        return switch (this) {
            case Everything all -> List.of();
            case InSubmolt in -> List.of(in.submolt().value());
            case ByAuthor by -> List.of(by.author().value());
            case ByAuthorInSubmolt both ->
                List.of(both.author().value(), both.submolt().value());
            case ByFollowed by -> List.of(by.reader().value());
            case Following following -> List.of(following.reader().value());
            case FollowingAmong among -> List.of(among.reader().value(), idsOf(among.posts()));
            case AmongBest best -> List.of((Object) idsOf(best.posts()));
        };
    }

    private static UUID[] idsOf(List<PostId> posts) {
        return posts.stream().map(PostId::value).toArray(UUID[]::new);
    }

    /** Names the list in cursors, so that a cursor of one list is refused by another. */
    default String listName() {
        return switch (this) {
            case Everything all -> "all";
            case InSubmolt in -> "submolt:" + in.submolt();
            case ByAuthor by -> "author:" + by.author();
            case ByAuthorInSubmolt both -> "author:" + both.author() + ":submolt:" + both.submolt();
            case ByFollowed by -> "followed:" + by.reader();
            case Following following -> "following:" + following.reader();
            case FollowingAmong among -> "following:" + among.reader();
            case AmongBest best -> best.list().listName();
        };
    }
}
