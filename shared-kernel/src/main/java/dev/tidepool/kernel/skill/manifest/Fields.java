package dev.tidepool.kernel.skill.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of one object of a SKILL.md, each read as what it must be, or refused by its whole name. */
record Fields(String path, ObjectNode object) {

    private static final int MAX_ITEMS = 64;
    private static final int MAX_CHARACTERS = 2048;

    /** The fields of a member that may be absent or null. */
    Fields within(String name) {
        JsonNode member = object.path(name);
        if (isAbsent(member)) {
            return new Fields(full(name), object.objectNode());
        }
        if (member instanceof ObjectNode found) {
            return new Fields(full(name), found);
        }
        throw Malformed.field(full(name), "an object");
    }

    boolean has(String name) {
        return !isAbsent(object.path(name));
    }

    String full(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Optional<String> text(String name) {
        JsonNode member = object.path(name);
        if (isAbsent(member)) {
            return Optional.empty();
        }
        // A version such as 1.0 is a number to YAML.
        if (!member.isTextual() && !member.isNumber()) {
            throw Malformed.field(full(name), "text");
        }
        return Optional.of(limited(name, member.asText()));
    }

    String required(String name) {
        return text(name).filter(text -> !text.isBlank()).orElseThrow(() -> Malformed.field(full(name), "given"));
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode member = object.path(name);
        if (isAbsent(member)) {
            return otherwise;
        }
        if (!member.isBoolean()) {
            throw Malformed.field(full(name), "true or false");
        }
        return member.booleanValue();
    }

    /** A list of texts; one text alone is a list of one. */
    List<String> texts(String name) {
        JsonNode member = object.path(name);
        if (isAbsent(member)) {
            return List.of();
        }
        if (member.isTextual()) {
            return List.of(limited(name, member.textValue()));
        }
        if (!member.isArray()
                || member.size() > MAX_ITEMS
                || !member.valueStream().allMatch(JsonNode::isTextual)) {
            throw Malformed.field(full(name), "a list of at most " + MAX_ITEMS + " texts");
        }
        return member.valueStream().map(item -> limited(name, item.textValue())).toList();
    }

    /** A list of objects. */
    List<Fields> objects(String name) {
        JsonNode member = object.path(name);
        if (isAbsent(member)) {
            return List.of();
        }
        if (!member.isArray()
                || member.size() > MAX_ITEMS
                || !member.valueStream().allMatch(JsonNode::isObject)) {
            throw Malformed.field(full(name), "a list of at most " + MAX_ITEMS + " objects");
        }
        List<Fields> all = new ArrayList<>();
        for (int at = 0; at < member.size(); at++) {
            all.add(new Fields(full(name) + "[" + at + "]", (ObjectNode) member.get(at)));
        }
        return all;
    }

    /** The members of an object one by one, in their order. */
    Map<String, JsonNode> members() {
        if (object.size() > MAX_ITEMS) {
            throw Malformed.field(path, "an object of at most " + MAX_ITEMS + " members");
        }
        Map<String, JsonNode> all = new LinkedHashMap<>();
        object.properties().forEach(member -> all.put(member.getKey(), member.getValue()));
        return all;
    }

    private String limited(String name, String text) {
        if (text.length() > MAX_CHARACTERS || text.indexOf('\0') >= 0) {
            throw Malformed.field(full(name), "at most " + MAX_CHARACTERS + " characters, and none of them U+0000");
        }
        return text;
    }

    private static boolean isAbsent(JsonNode member) {
        return member.isMissingNode() || member.isNull();
    }
}
