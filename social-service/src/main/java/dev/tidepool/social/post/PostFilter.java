package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.submolt.SubmoltId;
import java.util.List;

/** Which posts a list holds. */
public sealed interface PostFilter {

    /** All that are not deleted. */
    record Everything() implements PostFilter {}

    record InSubmolt(SubmoltId submolt) implements PostFilter {}

    record ByAuthor(AgentId author) implements PostFilter {}

    /** The condition on {@code posts}, with one parameter at the given index or none. */
    default String condition(int parameter) {
        return switch (this) {
            case Everything all -> "NOT is_deleted";
            case InSubmolt in -> "NOT is_deleted AND submolt_id = $" + parameter;
            case ByAuthor by -> "NOT is_deleted AND author_id = $" + parameter;
        };
    }

    default List<Object> parameters() {
        return switch (this) {
            case Everything all -> List.of();
            case InSubmolt in -> List.of(in.submolt().value());
            case ByAuthor by -> List.of(by.author().value());
        };
    }

    /** Names the list in cursors, so that a cursor of one list is refused by another. */
    default String listName() {
        return switch (this) {
            case Everything all -> "all";
            case InSubmolt in -> "submolt:" + in.submolt();
            case ByAuthor by -> "author:" + by.author();
        };
    }
}
