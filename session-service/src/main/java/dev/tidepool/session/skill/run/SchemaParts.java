package dev.tidepool.session.skill.run;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts the parts of a schema with each reference written out, as a validator is built: a few references to one that has a few
 * itself make millions. Pure. One per schema.
 */
final class SchemaParts {

    private static final int MAX_PARTS = 2000;

    private final ObjectNode schema;
    private final Map<String, Long> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private SchemaParts(ObjectNode schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException when there are too many, or a reference leads to itself or to nothing */
    static long count(ObjectNode schema) {
        return new SchemaParts(schema).of(schema);
    }

    /** Of any JSON, or some number above the limit. */
    static long ofValue(JsonNode json, long limit) {
        long parts = 1;
        for (JsonNode child : json) {
            if (parts > limit) {
                return parts;
            }
            parts += ofValue(child, limit - parts);
        }
        return parts;
    }

    private long of(JsonNode node) {
        long parts = 1;
        for (JsonNode child : node) {
            parts += of(child);
        }
        if (node.path("$ref").isTextual()) {
            parts += ofTarget(node.path("$ref").textValue());
        }
        if (parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "it has more than " + MAX_PARTS + " parts, each reference counted as what it leads to");
        }
        return parts;
    }

    private long ofTarget(String reference) {
        Long before = known.get(reference);
        if (before != null) {
            return before;
        }
        JsonNode target = schema.at(JsonPointer.compile(reference.substring(1)));
        // An encoded name could be read as another one later: what is counted must be what is used.
        if (target.isMissingNode() || reference.indexOf('%') >= 0) {
            throw new IllegalArgumentException("nothing is at " + reference);
        }
        if (!open.add(reference)) {
            throw new IllegalArgumentException(reference + " leads to itself");
        }
        long parts = of(target);
        open.remove(reference);
        known.put(reference, parts);
        return parts;
    }
}
