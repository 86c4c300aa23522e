package dev.tidepool.session.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of a session's settings as a JSON merge patch (RFC 7396): what is absent stays, what is null goes back to its default,
 * and the members of {@code metadata} are merged one by one.
 *
 * @param given what is to be from now on; null where it stays or goes
 * @param removed names of what goes
 * @param names of all that the patch speaks of and that a session has
 */
record SessionPatch(CreateSession given, Set<String> removed, Set<String> names) {

    /** @throws JsonProcessingException when a member has the wrong type */
    static SessionPatch of(@Nullable JsonNode body, ObjectMapper mapper) throws JsonProcessingException {
        if (!(body instanceof ObjectNode patch) || patch.isEmpty()) {
            throw Problem.badRequest("Send a JSON object with what is to change.");
        }
        Set<String> removed = new HashSet<>();
        Set<String> names = new HashSet<>();
        ObjectNode given = patch.deepCopy();
        given.retain(CreateSession.MEMBERS);
        given.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (patch.get(name).isNull()) {
                removed.add(name);
                given.remove(name);
            }
        }
        return new SessionPatch(mapper.treeToValue(given, CreateSession.class), removed, names);
    }

    /**
     * What the session is to be.
     *
     * @throws Problem 400 for the channel, which stays what it was
     */
    CreateSession applied(Session session) {
        SessionSettings current = session.settings();
        if (removed.contains("channel")
                || (given.channel() != null && !given.channel().equals(current.channel()))) {
            throw Problem.invalidField("channel", "channel cannot be changed. Create another session.");
        }
        return new CreateSession(
                current.channel(),
                next("model", given.model(), current.model()),
                next("thinking", given.thinking(), current.thinking().wireName()),
                next(
                        "systemPrompt",
                        given.systemPrompt(),
                        current.systemPrompt().orElse(null)),
                metadata(current.metadata().getMap()),
                next(
                        "ttlSeconds",
                        given.ttlSeconds(),
                        Math.toIntExact(session.ttl().toSeconds())),
                next("label", given.label(), current.label().orElse(null)));
    }

    private <T> @Nullable T next(String name, @Nullable T wanted, @Nullable T current) {
        if (removed.contains(name)) {
            return null;
        }
        return wanted == null ? current : wanted;
    }

    private @Nullable Map<String, @Nullable Object> metadata(Map<String, Object> current) {
        if (removed.contains("metadata")) {
            return null;
        }
        return given.metadata() == null ? new LinkedHashMap<>(current) : merged(current, given.metadata());
    }

    private static Map<String, @Nullable Object> merged(Map<?, ?> current, Map<?, ?> patch) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        current.forEach((name, value) -> result.put(String.valueOf(name), value));
        patch.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value == null) {
                result.remove(name);
            } else if (value instanceof Map<?, ?> inner) {
                result.put(name, merged(result.get(name) instanceof Map<?, ?> known ? known : Map.of(), inner));
            } else {
                result.put(name, value);
            }
        });
        return result;
    }
}
