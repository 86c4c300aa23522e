package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.problem.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders of a skill's comments: both ways through one index. */
enum SkillCommentSort {
    NEW("DESC", "<"),
    OLD("ASC", ">");

    private final String direction;
    private final String beyond;

    SkillCommentSort(String direction, String beyond) {
        this.direction = direction;
        this.beyond = beyond;
    }

    String direction() {
        return direction;
    }

    /** What a later row is to the one before. */
    String beyond() {
        return beyond;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Before every comment. */
    SkillCommentPlace start() {
        return switch (this) {
            case NEW ->
                new SkillCommentPlace(Instant.parse("9999-12-31T00:00:00Z"), new SkillCommentId(new UUID(-1, -1)));
            case OLD -> new SkillCommentPlace(Instant.EPOCH, new SkillCommentId(new UUID(0, 0)));
        };
    }

    /** The order a client asked for, new when it did not say. @throws Problem 400 when there is no such order */
    static SkillCommentSort of(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            return NEW;
        }
        return Arrays.stream(values())
                .filter(sort -> sort.wireName().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("sort", "sort must be new or old."));
    }
}
