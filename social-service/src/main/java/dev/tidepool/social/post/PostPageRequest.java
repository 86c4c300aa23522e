package dev.tidepool.social.post;

import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/**
 * Which part of which list to read. A cursor outranks an offset.
 *
 * @param list name of the list: cursors are good for the list they came from
 * @param window how far back {@link PostSort#TOP} looks; other orders ignore it
 * @param offset posts to skip, for older clients that know no cursors
 */
public record PostPageRequest(
        String list,
        PostSort sort,
        PostWindow window,
        PostFilter filter,
        PageLimit limit,
        Optional<String> cursor,
        int offset) {

    /** Of all times. */
    public PostPageRequest(
            String list, PostSort sort, PostFilter filter, PageLimit limit, Optional<String> cursor, int offset) {
        this(list, sort, PostWindow.ALL, filter, limit, cursor, offset);
    }

    /** The same part of the same list, whose posts are found in another way. */
    public PostPageRequest filteredBy(PostFilter other) {
        return new PostPageRequest(list, sort, window, other, limit, cursor, offset);
    }

    /** Whether it is the first page, for everybody, of a list whose order no index holds. */
    boolean beginsRankedList() {
        boolean isOfSpan = sort == PostSort.TOP && window.length().isPresent();
        boolean isRanked = isOfSpan || sort == PostSort.RISING;
        return isRanked && cursor.isEmpty() && offset == 0 && filter.isShared();
    }

    /** The digit is the form of its places, so that a cursor of another form is refused like one of another list. */
    String cursorList() {
        String order = sort == PostSort.TOP ? sort.wireName() + "-" + window.wireName() : sort.wireName();
        return list + ":2:" + order + ":" + filter.listName();
    }
}
