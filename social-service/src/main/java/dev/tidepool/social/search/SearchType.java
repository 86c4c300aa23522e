package dev.tidepool.social.search;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is searched. */
enum SearchType {
    POSTS,
    COMMENTS,
    ALL;

    /** The kinds of texts. */
    List<String> kinds() {
        return switch (this) {
            case POSTS -> List.of("post");
            case COMMENTS -> List.of("comment");
            case ALL -> List.of("post", "comment");
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type a client asked for, all when it did not say. @throws Problem 400 when there is no such type */
    static SearchType of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return ALL;
        }
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("type", "type must be posts, comments or all."));
    }
}
