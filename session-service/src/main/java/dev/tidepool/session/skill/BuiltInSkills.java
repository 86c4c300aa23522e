package dev.tidepool.session.skill;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.skill.manifest.SkillManifest;
import dev.tidepool.kernel.skill.manifest.SkillName;
import dev.tidepool.session.text.TextSkill;
import dev.tidepool.session.text.TextSkills;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The skills that ship with the service: programs that work on a text, and prompts for a model. */
@Singleton
final class BuiltInSkills {

    private static final List<String> PROMPTS =
            List.of("code-review", "debug", "docs", "optimize", "refactor", "security", "test-gen");

    private final Map<String, SkillManifest> byName = new TreeMap<>();

    BuiltInSkills() {
        TextSkills.all().forEach(skill -> byName.put(skill.name(), manifest(skill)));
        PROMPTS.forEach(name -> byName.put(name, SkillManifest.parse(resource(name))));
    }

    /** All, by name. */
    List<SkillManifest> all() {
        return List.copyOf(byName.values());
    }

    Optional<SkillManifest> named(SkillName name) {
        return Optional.ofNullable(byName.get(name.value()));
    }

    private static SkillManifest manifest(TextSkill skill) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("text").put("type", "string");
        schema.putArray("required").add("text");
        return SkillManifest.ofProgram(new SkillName(skill.name()), skill.description(), schema);
    }

    private static String resource(String name) {
        String path = "/skills/" + name + "/SKILL.md";
        try (InputStream file = BuiltInSkills.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException("not packaged: " + path);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
