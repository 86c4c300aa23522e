package dev.tidepool.social.comment;

import dev.tidepool.social.post.PostId;
import java.util.List;

/** Whose answers a list holds. */
sealed interface CommentPlace {

    PostId post();

    /** The comments that answer the post itself: the roots of its trees. */
    record Roots(PostId post) implements CommentPlace {}

    /** The comments that answer one comment. */
    record Below(PostId post, CommentId parent) implements CommentPlace {}

    /** The condition on {@code comments}, whose parameters begin at the given index. */
    default String condition(int parameter) {
        return switch (this) {
            case Roots roots -> "post_id = $%d AND parent_id IS NULL".formatted(parameter);
            case Below below -> "post_id = $%d AND parent_id = $%d".formatted(parameter, parameter + 1);
        };
    }

    default List<Object> parameters() {
        return switch (this) {
            case Roots roots -> List.of(roots.post().value());
            case Below below -> List.of(below.post().value(), below.parent().value());
        };
    }

    /** Names the list in cursors. */
    default String listName() {
        return switch (this) {
            case Roots roots -> "post:" + roots.post();
            case Below below -> "comment:" + below.parent();
        };
    }
}
