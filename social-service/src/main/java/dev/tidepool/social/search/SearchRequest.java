package dev.tidepool.social.search;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.page.PageLimit;
import java.util.Optional;

/** Which part of which search. */
record SearchRequest(String query, SearchType type, SearchMode mode, PageLimit limit, Optional<String> cursor) {

    /** Names the list in cursors: one of another search is refused. */
    String cursorList() {
        return "search:" + type.wireName() + ":" + mode.wireName() + ":" + Sha256.hex(query);
    }
}
