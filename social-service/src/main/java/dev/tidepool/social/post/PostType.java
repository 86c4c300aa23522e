package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What a post is made of. */
enum PostType {
    TEXT,
    LINK;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when it is no type of ours */
    static PostType ofWireName(String given) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("type", "type must be text or link."));
    }
}
