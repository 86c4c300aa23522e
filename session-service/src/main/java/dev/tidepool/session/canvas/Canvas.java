package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All surfaces of a session. Pure.
 *
 * @param surfaces by id, in the order they were made
 */
record Canvas(Map<String, Surface> surfaces) {

    static final Canvas EMPTY = new Canvas(Map.of());

    Canvas {
        surfaces = Collections.unmodifiableMap(new LinkedHashMap<>(surfaces));
    }

    /** What a message leaves of it. @throws InvalidMessage when it asks for what cannot be */
    Canvas after(A2uiMessage message) {
        @Nullable Surface present = surfaces.get(message.surface());
        if (present != null && present.version() != message.version()) {
            throw new InvalidMessage(
                    pathOf(message),
                    "the surface was made in " + present.version().wireName());
        }
        return switch (message) {
            case A2uiMessage.Open open -> opened(present, open);
            case A2uiMessage.Components components ->
                with(existing(present, components).with(components));
            case A2uiMessage.Data data -> with(existing(present, data).with(data));
            case A2uiMessage.Delete delete -> without(delete, present);
        };
    }

    /** Messages that make this canvas where there is none. */
    List<ObjectNode> messages() {
        return surfaces.values().stream()
                .flatMap(surface -> surface.messages().stream())
                .toList();
    }

    private Canvas opened(@Nullable Surface present, A2uiMessage.Open open) {
        if (open.version() == A2uiVersion.V0_9 && present != null) {
            throw new InvalidMessage(pathOf(open), "there is such a surface already; delete it first");
        }
        return with((present == null ? Surface.empty(open.version(), open.surface()) : present).with(open));
    }

    /** In v0.8 any message makes its surface; v0.9 wants it created. */
    private static Surface existing(@Nullable Surface present, A2uiMessage message) {
        if (present == null && message.version() == A2uiVersion.V0_9) {
            throw new InvalidMessage(pathOf(message), "there is no such surface; create it first");
        }
        return present == null ? Surface.empty(message.version(), message.surface()) : present;
    }

    private Canvas with(Surface surface) {
        Map<String, Surface> all = new LinkedHashMap<>(surfaces);
        all.put(surface.id(), surface);
        return new Canvas(all);
    }

    private Canvas without(A2uiMessage.Delete delete, @Nullable Surface present) {
        if (present == null) {
            throw new InvalidMessage(pathOf(delete), "there is no such surface");
        }
        Map<String, Surface> rest = new LinkedHashMap<>(surfaces);
        rest.remove(delete.surface());
        return new Canvas(rest);
    }

    private static String pathOf(A2uiMessage message) {
        return "/" + A2uiMessage.action(message.json()) + "/surfaceId";
    }
}
