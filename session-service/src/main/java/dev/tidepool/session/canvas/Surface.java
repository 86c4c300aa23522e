package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A surface as its messages left it. Data is kept as the messages that still count: one that sets a place makes those below it
 * meaningless, whatever they said, so that renderers find exactly what they would have made of all of them. Pure.
 *
 * @param opening {@code createSurface}, or the last {@code beginRendering}
 * @param components by id, in the order they first came
 */
record Surface(
        A2uiVersion version,
        String id,
        Optional<A2uiMessage.Open> opening,
        Map<String, ObjectNode> components,
        List<A2uiMessage.Data> data) {

    Surface {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
        data = List.copyOf(data);
    }

    static Surface empty(A2uiVersion version, String id) {
        return new Surface(version, id, Optional.empty(), Map.of(), List.of());
    }

    Surface with(A2uiMessage.Open message) {
        return new Surface(version, id, Optional.of(message), components, data);
    }

    Surface with(A2uiMessage.Components message) {
        Map<String, ObjectNode> all = new LinkedHashMap<>(components);
        message.components().forEach(component -> all.put(component.path("id").asText(), component));
        return new Surface(version, id, opening, all, data);
    }

    Surface with(A2uiMessage.Data message) {
        List<A2uiMessage.Data> still = new ArrayList<>(data.stream()
                .filter(earlier -> !message.path().covers(earlier.path()))
                .toList());
        still.add(message);
        return new Surface(version, id, opening, components, still);
    }

    /** Messages that make this surface where there is none. */
    List<ObjectNode> messages() {
        Stream<ObjectNode> opened = opening.stream().map(A2uiMessage.Open::json);
        Stream<ObjectNode> filled =
                Stream.concat(componentsMessage().stream(), data.stream().map(A2uiMessage.Data::json));
        // v0.9 begins with its surface; v0.8 says last that it may be shown.
        return (switch (version) {
                    case V0_8 -> Stream.concat(filled, opened);
                    case V0_9 -> Stream.concat(opened, filled);
                })
                .toList();
    }

    private Optional<ObjectNode> componentsMessage() {
        if (components.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode message = components.values().iterator().next().objectNode();
        String action = switch (version) {
            case V0_8 -> "surfaceUpdate";
            case V0_9 -> {
                message.put("version", version.wireName());
                yield "updateComponents";
            }
        };
        ArrayNode list = message.putObject(action).put("surfaceId", id).putArray("components");
        components.values().forEach(list::add);
        return Optional.of(message);
    }
}
