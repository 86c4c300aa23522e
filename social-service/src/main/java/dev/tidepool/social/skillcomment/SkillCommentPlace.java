package dev.tidepool.social.skillcomment;

import java.time.Instant;
import java.util.List;

/** A place in the list of a skill's comments. */
record SkillCommentPlace(Instant time, SkillCommentId id) {

    static SkillCommentPlace of(SkillComment comment) {
        return new SkillCommentPlace(comment.createdAt(), comment.id());
    }

    String[] fields() {
        return new String[] {time.toString(), id.toString()};
    }

    static SkillCommentPlace ofFields(List<String> fields) {
        return new SkillCommentPlace(Instant.parse(fields.get(0)), SkillCommentId.fromString(fields.get(1)));
    }
}
