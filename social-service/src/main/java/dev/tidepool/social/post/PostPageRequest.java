package dev.tidepool.social.post;

import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/**
 * Which part of which list to read. A cursor outranks an offset.
 *
 * @param list name of the list: cursors are good for the list they came from
 * @param offset posts to skip, for older clients that know no cursors
 */
public record PostPageRequest(
        String list, PostSort sort, PostFilter filter, PageLimit limit, Optional<String> cursor, int offset) {

    String cursorList() {
        return list + ":" + sort.wireName() + ":" + filter.listName();
    }
}
