package dev.tidepool.kernel.skill.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The YAML between the two lines {@code ---} at the head of a SKILL.md, and the text below it. Its member {@code metadata} is
 * JSON5 by its authors' habit: on its own lines, quoted as text, or plain YAML. Pure.
 */
record Frontmatter(ObjectNode fields, String body) {

    private static final String FENCE = "---";
    private static final String METADATA = "metadata";
    private static final int MAX_CHARACTERS = 65_536;

    /** Anchors are not followed when a tree is read: what grows without bound elsewhere stays as small as its text. */
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper JSON5 = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws dev.tidepool.kernel.problem.Problem 400 when there is none, or when it cannot be read */
    static Frontmatter of(String text) {
        List<String> lines =
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        if (lines.isEmpty() || !isFence(lines.getFirst())) {
            throw Malformed.file("SKILL.md must begin with a line --- and its frontmatter.");
        }
        int end = 1;
        while (end < lines.size() && !isFence(lines.get(end))) {
            end++;
        }
        if (end == lines.size()) {
            throw Malformed.file("The frontmatter of SKILL.md must end with a line ---.");
        }
        String body = String.join("\n", lines.subList(end + 1, lines.size())).strip();
        return new Frontmatter(fields(lines.subList(1, end)), body);
    }

    private static boolean isFence(String line) {
        return line.stripTrailing().equals(FENCE);
    }

    private static ObjectNode fields(List<String> lines) {
        int from = 0;
        while (from < lines.size() && !lines.get(from).startsWith(METADATA + ":")) {
            from++;
        }
        Optional<JsonNode> json5 = from == lines.size() ? Optional.empty() : json5(block(lines, from));
        if (json5.isEmpty()) {
            return withMetadataOfText(yaml(lines));
        }
        int to = from + block(lines, from).size();
        List<String> rest = new java.util.ArrayList<>(lines);
        // Blank, so that the line numbers of the rest stay.
        for (int at = from; at < to; at++) {
            rest.set(at, "");
        }
        return yaml(rest).set(METADATA, json5.get());
    }

    /** The line of the member and those that are indented below it, or close its braces. */
    private static List<String> block(List<String> lines, int from) {
        int to = from + 1;
        while (to < lines.size()
                && (lines.get(to).isBlank() || " \t}]".indexOf(lines.get(to).charAt(0)) >= 0)) {
            to++;
        }
        return lines.subList(from, to);
    }

    private static Optional<JsonNode> json5(List<String> block) {
        String text = block.stream()
                .collect(Collectors.joining("\n"))
                .substring(METADATA.length() + 1)
                .strip();
        return text.startsWith("{") ? readJson5(text) : Optional.empty();
    }

    private static Optional<JsonNode> readJson5(String text) {
        try {
            return Optional.of(JSON5.readTree(text));
        } catch (JsonProcessingException noJson5) {
            return Optional.empty();
        }
    }

    private static ObjectNode withMetadataOfText(ObjectNode fields) {
        JsonNode metadata = fields.path(METADATA);
        if (metadata.isTextual()) {
            fields.set(
                    METADATA,
                    readJson5(metadata.textValue())
                            .orElseThrow(() -> Malformed.field(METADATA, "an object, or JSON5 of one")));
        }
        return fields;
    }

    private static ObjectNode yaml(List<String> lines) {
        String text = String.join("\n", lines);
        if (text.length() > MAX_CHARACTERS) {
            throw Malformed.file("The frontmatter must be at most " + MAX_CHARACTERS + " characters.");
        }
        try {
            if (YAML.readTree(text) instanceof ObjectNode fields) {
                return fields;
            }
            throw Malformed.file("The frontmatter must have members such as name and description.");
        } catch (JsonProcessingException malformed) {
            // The first line of the frontmatter is the second of the file.
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr() + 1;
            throw Malformed.file("The frontmatter is not valid YAML at line " + line
                            + ". Put a text that holds a colon or a hash in quotes.")
                    .with("line", line);
        }
    }
}
