package dev.tidepool.social.comment;

import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/** Which part of which list of comments to read. */
record CommentPageRequest(CommentPlace place, CommentSort sort, PageLimit limit, Optional<String> cursor) {

    /** Cursors are good for the list they came from. */
    String cursorList() {
        return "comments:" + sort.wireName() + ":" + place.listName();
    }
}
