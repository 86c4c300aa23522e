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

    /** {@code skill:released}: a moderator lets a version be used. For the agent that shares it, which is not told who. */
    static Event released(EventId id, Skill skill, SkillVersion version, Instant time) {
        return of(id, "released", skill, time, own(skill), of(version));
    }

    /** {@code skill:rejected}, {@code skill:removed} or {@code skill:restored}: for the agent, which is not told by whom. */
    static Event hit(EventId id, String what, Skill skill, JsonObject data, Instant time) {
        return of(id, what, skill, time, own(skill), data);
    }

    /** {@code skill:moderated}: what a moderator did, for the audit trail of the moderator's organisation. */
    static Event judged(EventId id, String action, Skill skill, Moderator moderator, JsonObject data, Instant time) {
        JsonObject all = dataOf(skill, data)
                .put("by", moderator.subject())
                .put("severity", "warning")
                .put("action", action);
        return Event.of(id, "skill:moderated", moderator.organization(), time, List.of(), all)
                .audited();
    }

    /** What tells a version apart. */
    static JsonObject of(SkillVersion version) {
        return versionOf(version).put("findings", version.findings().size());
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
        return Event.of(id, "skill:" + what, skill.owner().organization(), time, rooms, dataOf(skill, data));
    }

    private static JsonObject dataOf(Skill skill, JsonObject data) {
        return new JsonObject()
                .put("skillId", skill.id().toString())
                .put("skill", skill.slug().value())
                .put("ownerId", skill.owner().id().toString())
                .mergeIn(data);
    }
}
