package dev.tidepool.social.skillcomment;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.social.skill.Skill;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Events about comments on skills. Their organisation is that of the agent that shares the skill. */
final class SkillCommentEvent {

    /** An event tells what was said, not all of it. */
    private static final int EXCERPT_CHARACTERS = 200;

    private SkillCommentEvent() {}

    /** {@code skill:commented}. On a skill that waits for a moderator, for the agent that shares it alone. */
    static Event created(EventId eventId, Skill skill, StoredSkillComment comment, Instant time) {
        JsonObject data = data(skill, comment, 1)
                .put("authorName", comment.authorName())
                .put("excerpt", excerpt(comment.content()));
        return of(eventId, "skill:commented", skill, time, rooms(skill, comment), data);
    }

    /** {@code skill:comment_deleted}, by its author. What it said is not said again. */
    static Event deleted(EventId eventId, Skill skill, StoredSkillComment comment, String by, Instant time) {
        JsonObject data = data(skill, comment, -1).put("by", by);
        return of(eventId, "skill:comment_deleted", skill, time, rooms(skill, comment), data);
    }

    /** {@code skill:comment_deleted}, by somebody else: for its author, too, and for the audit trail. */
    static Event removed(EventId eventId, Skill skill, StoredSkillComment comment, String by, Instant time) {
        JsonObject data = data(skill, comment, -1).put("by", by).put("severity", "warning");
        List<String> rooms = Stream.concat(rooms(skill, comment).stream(), Stream.of("user:" + comment.author()))
                .distinct()
                .toList();
        return of(eventId, "skill:comment_deleted", skill, time, rooms, data).audited();
    }

    private static List<String> rooms(Skill skill, StoredSkillComment comment) {
        return skill.isListed()
                ? Stream.of("agent:" + skill.owner().id(), "agent:" + comment.author(), "events:all")
                        .distinct()
                        .toList()
                : List.of("user:" + skill.owner().id());
    }

    /** @param change of the number of comments */
    private static JsonObject data(Skill skill, StoredSkillComment comment, int change) {
        return new JsonObject()
                .put("skillId", skill.id().toString())
                .put("skill", skill.slug().value())
                .put("ownerId", skill.owner().id().toString())
                .put("commentId", comment.id().toString())
                .put("authorId", comment.author().toString())
                .put("comments", skill.counts().comments() + change)
                .put("createdAt", comment.createdAt().toString());
    }

    private static String excerpt(String content) {
        int characters = content.codePointCount(0, content.length());
        return content.substring(0, content.offsetByCodePoints(0, Math.min(characters, EXCERPT_CHARACTERS)));
    }

    private static Event of(
            EventId eventId, String type, Skill skill, Instant time, List<String> rooms, JsonObject data) {
        return Event.of(eventId, type, skill.owner().organization(), time, rooms, data);
    }
}
