package dev.tidepool.session.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A skill of an agent.
 *
 * @param source such as {@code openclaw-bundled}
 * @param eligible whether the gateway's machine has what it needs
 * @param missing what it lacks: {@code bins:ffmpeg}
 */
record AgentSkillView(
        String name,
        String description,
        String source,
        boolean bundled,
        boolean disabled,
        boolean eligible,
        boolean userInvocable,
        @Nullable String homepage,
        List<String> missing) {

    /** From one of the gateway's. Where its files are is the operator's affair. */
    static AgentSkillView of(JsonNode skill) {
        return new AgentSkillView(
                skill.path("name").asText(),
                skill.path("description").asText(),
                skill.path("source").asText(),
                skill.path("bundled").asBoolean(false),
                skill.path("disabled").asBoolean(false),
                skill.path("eligible").asBoolean(false),
                skill.path("userInvocable").asBoolean(false),
                skill.path("homepage").textValue(),
                missing(skill.path("missing")));
    }

    private static List<String> missing(JsonNode missing) {
        List<String> all = new ArrayList<>();
        missing.properties()
                .forEach(kind -> kind.getValue().forEach(each -> all.add(kind.getKey() + ":" + each.asText())));
        return all;
    }
}
