package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON Lines of A2UI, each line checked against the published schemas and applied to the canvas before the next: what a
 * component may be depends on the surface it is for.
 */
@Singleton
class A2uiReader {

    private static final int MAX_ID_CHARACTERS = 128;

    private final A2uiJson json;
    private final A2uiSchemas schemas;
    private final CanvasConfig limits;

    A2uiReader(A2uiJson json, A2uiSchemas schemas, CanvasConfig limits) {
        this.json = json;
        this.schemas = schemas;
        this.limits = limits;
    }

    /**
     * What lines make of a canvas.
     *
     * @param messages the lines as they are told on, one message each
     */
    record Applied(Canvas canvas, List<A2uiMessage> messages) {

        Applied {
            messages = List.copyOf(messages);
        }
    }

    /** @throws Problem 400 VALIDATION_FAILED with line and path of the first that is not valid; 413 */
    Applied apply(Canvas canvas, String lines) {
        if (lines.length() > limits.maxCharacters()) {
            throw tooLarge("Send at most " + limits.maxCharacters() + " characters at once.");
        }
        Canvas after = canvas;
        List<A2uiMessage> messages = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                after = apply(after, line, number, messages);
            }
        }
        if (messages.isEmpty()) {
            throw new Invalid("", "there is none; send JSON Lines of A2UI").at(1);
        }
        return new Applied(after, messages);
    }

    /** A canvas from the lines it was stored as. */
    Canvas stored(String lines) {
        Canvas canvas = Canvas.EMPTY;
        for (String line : (Iterable<String>) lines.lines()::iterator) {
            canvas = canvas.after(A2uiMessage.of(json.object(line)));
        }
        return canvas;
    }

    private Canvas apply(Canvas canvas, String line, int number, List<A2uiMessage> messages) {
        if (messages.size() == limits.maxLines()) {
            throw tooLarge("Send at most " + limits.maxLines() + " lines at once.");
        }
        try {
            A2uiMessage message = checked(canvas, json.object(line));
            messages.add(message);
            Canvas after = canvas.after(message);
            if (after.surfaces().size() > limits.maxSurfaces()) {
                throw tooLarge("A canvas has at most " + limits.maxSurfaces() + " surfaces.");
            }
            return after;
        } catch (InvalidMessage failure) {
            throw failure.invalid().at(number);
        }
    }

    private A2uiMessage checked(Canvas canvas, ObjectNode line) {
        A2uiVersion version = A2uiVersion.of(line);
        String action = A2uiMessage.action(line);
        if (!schemas.hasAction(version, action)) {
            throw new InvalidMessage("/" + action, "is no action of " + version.wireName());
        }
        A2uiCatalog catalog = catalog(canvas, version, action, line.path(action));
        check(catalog, action, line);
        requireId(
                "/" + action + "/surfaceId", line.path(action).path("surfaceId").asText());
        return A2uiMessage.of(line);
    }

    private static A2uiCatalog catalog(Canvas canvas, A2uiVersion version, String action, JsonNode body) {
        JsonNode named = body.path("catalogId");
        if (named.isTextual()) {
            return A2uiCatalog.of(version, named.textValue())
                    .orElseThrow(
                            () -> new InvalidMessage("/" + action + "/catalogId", "is no catalog that is known here"));
        }
        return Optional.ofNullable(canvas.surfaces().get(body.path("surfaceId").asText()))
                .flatMap(Surface::opening)
                .map(A2uiMessage.Open::json)
                .map(opening -> opening.path(A2uiMessage.action(opening)).path("catalogId"))
                .filter(JsonNode::isTextual)
                .flatMap(id -> A2uiCatalog.of(version, id.textValue()))
                .orElseGet(() -> A2uiCatalog.defaultOf(version));
    }

    private void check(A2uiCatalog catalog, String action, ObjectNode line) {
        JsonNode components = line.path(action).path("components");
        boolean hasComponents = (action.equals("updateComponents") || action.equals("surfaceUpdate"))
                && components.isArray()
                && !components.isEmpty();
        if (!hasComponents) {
            refuse(schemas.ofEnvelope(catalog, action, line));
            return;
        }
        refuse(schemas.ofEnvelope(catalog, action, withoutComponents(catalog.version(), action, line)));
        for (int at = 0; at < components.size(); at++) {
            check(catalog, "/" + action + "/components/" + at, components.get(at));
        }
    }

    /** The same message with one component that is valid in place of those that are checked by themselves. */
    private static ObjectNode withoutComponents(A2uiVersion version, String action, ObjectNode line) {
        ObjectNode envelope = line.objectNode();
        envelope.setAll(line);
        if (!(line.path(action) instanceof ObjectNode body)) {
            return envelope;
        }
        ArrayNode one = line.arrayNode();
        switch (version) {
            case V0_8 ->
                one.addObject()
                        .put("id", "root")
                        .putObject("component")
                        .putObject("Text")
                        .putObject("text")
                        .put("literalString", "");
            case V0_9 ->
                one.addObject().put("id", "root").put("component", "Text").put("text", "");
        }
        ObjectNode other = line.objectNode();
        other.setAll(body);
        other.set("components", one);
        envelope.set(action, other);
        return envelope;
    }

    private void check(A2uiCatalog catalog, String path, JsonNode component) {
        switch (catalog.version()) {
            case V0_8 -> check08(catalog, path, component);
            case V0_9 -> {
                String name = component.path("component").asText();
                requireComponent(catalog, path + "/component", name);
                refuse(within(path, schemas.ofComponent(catalog, name, component)));
            }
        }
        requireId(path + "/id", component.path("id").asText());
    }

    private void check08(A2uiCatalog catalog, String path, JsonNode component) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.putObject("surfaceUpdate")
                .put("surfaceId", "s")
                .putArray("components")
                .add(component);
        refuse(schemas.ofEnvelope(catalog, "surfaceUpdate", message)
                .map(invalid -> new Invalid(
                        path + invalid.path().replaceFirst("^/surfaceUpdate/components/0", ""), invalid.reason())));
        JsonNode wrapper = component.path("component");
        if (wrapper.size() != 1) {
            throw new InvalidMessage(path + "/component", "must name exactly one component, not " + wrapper.size());
        }
        String name = wrapper.fieldNames().next();
        requireComponent(catalog, path + "/component/" + name, name);
        refuse(within(path + "/component/" + name, schemas.ofComponent(catalog, name, wrapper.path(name))));
    }

    private void requireComponent(A2uiCatalog catalog, String path, String name) {
        if (!schemas.hasComponent(catalog, name)) {
            throw new InvalidMessage(path, "is no component of " + catalog.id());
        }
    }

    private static void requireId(String path, String id) {
        boolean fits =
                !id.isEmpty() && id.length() <= MAX_ID_CHARACTERS && id.chars().noneMatch(Character::isISOControl);
        if (!fits) {
            throw new InvalidMessage(
                    path, "must be 1 to " + MAX_ID_CHARACTERS + " characters without control characters");
        }
    }

    private static Optional<Invalid> within(String path, Optional<Invalid> invalid) {
        return invalid.map(found -> new Invalid(path + found.path(), found.reason()));
    }

    private static void refuse(Optional<Invalid> invalid) {
        invalid.ifPresent(found -> {
            throw new InvalidMessage(found);
        });
    }

    private static Problem tooLarge(String detail) {
        return Problem.of(CanvasError.CANVAS_TOO_LARGE, detail);
    }
}
