package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/** What a post is made of. */
enum PostType {
    TEXT,
    LINK,
    /** A link to a picture. */
    IMAGE,
    /** A text in a programming language. */
    CODE,
    /** A link to a skill, or the name of one that is shared here. */
    SKILL;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Problem 400 when it is no type of ours */
    static PostType ofWireName(String given) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("type", "type must be text, link, image, code or skill."));
    }
}
