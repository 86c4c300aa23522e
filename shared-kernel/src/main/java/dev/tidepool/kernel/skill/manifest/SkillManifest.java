package dev.tidepool.kernel.skill.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A SKILL.md.
 *
 * @param version as its author counts, if he does
 * @param userInvocable whether people may call it by a command
 * @param modelInvocable whether a model may decide to use it
 * @param commandTool the tool that a command is handed to as it is, instead of a model
 * @param inputSchema JSON Schema of what an execution is given
 * @param instructions the text below the frontmatter
 */
public record SkillManifest(
        SkillName name,
        String description,
        Optional<String> homepage,
        Optional<String> version,
        boolean userInvocable,
        boolean modelInvocable,
        Optional<String> commandTool,
        OpenClawMetadata openclaw,
        SkillSpec spec,
        Optional<ObjectNode> inputSchema,
        String instructions) {

    private static final int MAX_DESCRIPTION = 1024;

    /**
     * Reads a SKILL.md.
     *
     * @throws dev.tidepool.kernel.problem.Problem 400 {@link SkillFormatError#SKILL_MALFORMED} naming the field or line
     */
    public static SkillManifest parse(String text) {
        Frontmatter frontmatter = Frontmatter.of(text);
        Fields fields = new Fields("", frontmatter.fields());
        Fields metadata = fields.within("metadata");
        Fields ours = metadata.within("tidepool");
        return new SkillManifest(
                name(fields),
                description(fields),
                fields.text("homepage"),
                fields.text("version").or(() -> metadata.text("version")),
                fields.flag("user-invocable", true),
                !fields.flag("disable-model-invocation", false),
                commandTool(fields),
                OpenClawMetadata.of(metadata),
                SkillSpecs.of(ours),
                ours.has("input") ? Optional.of(ours.within("input").object()) : Optional.empty(),
                frontmatter.body());
    }

    /** Of a program that is part of the service. */
    public static SkillManifest ofProgram(SkillName name, String description, ObjectNode inputSchema) {
        return new SkillManifest(
                name,
                description,
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                Optional.empty(),
                OpenClawMetadata.NONE,
                new SkillSpec.Native(name.value()),
                Optional.of(inputSchema),
                "");
    }

    /** What the skill needs and is not there; nothing for one that is of use always. */
    public List<String> missingFrom(SkillEnvironment environment) {
        return openclaw.always() ? List.of() : openclaw.requirements().missingFrom(environment);
    }

    private static SkillName name(Fields fields) {
        String name = fields.required("name");
        if (!SkillName.isName(name)) {
            throw Malformed.field(
                    "name", "1 to 64 lower-case letters, digits and hyphens, not beginning or ending with one");
        }
        return new SkillName(name);
    }

    private static String description(Fields fields) {
        String description = fields.required("description").strip();
        if (description.length() > MAX_DESCRIPTION) {
            throw Malformed.field("description", "at most " + MAX_DESCRIPTION + " characters");
        }
        return description;
    }

    private static Optional<String> commandTool(Fields fields) {
        Optional<String> dispatch = fields.text("command-dispatch");
        Optional<String> mode = fields.text("command-arg-mode");
        if (dispatch.isPresent() && !dispatch.get().equals("tool")) {
            throw Malformed.field("command-dispatch", "tool");
        }
        if (mode.isPresent() && !mode.get().equals("raw")) {
            throw Malformed.field("command-arg-mode", "raw");
        }
        return dispatch.isPresent() ? Optional.of(fields.required("command-tool")) : Optional.empty();
    }
}
