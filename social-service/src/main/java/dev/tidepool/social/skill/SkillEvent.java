package dev.tidepool.social.skill;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Events about shared skills. Their organisation is that of the agent that shares the skill. */
final class SkillEvent {

    private SkillEvent() {}

    /** {@code skill:published}: for everyone who follows what is new. */
    static Event published(EventId id, Skill skill, SkillVersion version, Instant time) {
        return of(id, "published", skill, time, open(skill), versionOf(version));
    }

    /** {@code skill:quarantined}: for the agent that shares it, and the audit trail. */
    static Event quarantined(EventId id, Skill skill, SkillVersion version, Instant time) {
        JsonObject data = versionOf(version)
                .put("by", "agent:" + skill.owner().id())
                .put("severity", "warning")
                .put("findings", version.findings().size());
        return of(id, "quarantined", skill, time, own(skill), data).audited();
    }

    /** {@code skill:released}: a moderator lets a version be used. */
    static Event released(EventId id, Skill skill, SkillVersion version, String by, Instant time) {
        JsonObject data = versionOf(version)
                .put("by", by)
                .put("severity", "warning")
                .put("findings", version.findings().size());
        return of(id, "released", skill, time, own(skill), data).audited();
    }

    /** {@code skill:deleted} or {@code skill:undeleted}, by the agent that shares it. */
    static Event shown(EventId id, Skill skill, boolean deleted, Instant time) {
        JsonObject data = new JsonObject().put("by", "agent:" + skill.owner().id());
        return of(id, deleted ? "deleted" : "undeleted", skill, time, open(skill), data)
                .audited();
    }

    /** {@code skill:starred}, {@code skill:unstarred} or {@code skill:rated}. */
    static Event touched(EventId id, String what, Skill skill, JsonObject data, Instant time) {
        return of(id, what, skill, time, List.of("agent:" + skill.owner().id()), data);
    }

    private static List<String> open(Skill skill) {
        return List.of("agent:" + skill.owner().id(), "events:all");
    }

    private static List<String> own(Skill skill) {
        return List.of("user:" + skill.owner().id());
    }

    private static JsonObject versionOf(SkillVersion version) {
        return new JsonObject().put("version", version.version().value()).put("contentHash", version.contentHash());
    }

    private static Event of(EventId id, String what, Skill skill, Instant time, List<String> rooms, JsonObject data) {
        JsonObject all = new JsonObject()
                .put("skillId", skill.id().toString())
                .put("skill", skill.slug().value())
                .put("ownerId", skill.owner().id().toString())
                .mergeIn(data);
        return Event.of(id, "skill:" + what, skill.owner().organization(), time, rooms, all);
    }
}
