package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a line does to one surface. */
sealed interface A2uiMessage {

    A2uiVersion version();

    String surface();

    /** As it was sent. */
    ObjectNode json();

    /** {@code createSurface} or {@code beginRendering}. */
    record Open(A2uiVersion version, String surface, ObjectNode json) implements A2uiMessage {}

    /** {@code updateComponents} or {@code surfaceUpdate}. */
    record Components(A2uiVersion version, String surface, List<ObjectNode> components, ObjectNode json)
            implements A2uiMessage {}

    /** {@code updateDataModel} or {@code dataModelUpdate}. */
    record Data(A2uiVersion version, String surface, DataPath path, ObjectNode json) implements A2uiMessage {}

    /** {@code deleteSurface}. */
    record Delete(A2uiVersion version, String surface, ObjectNode json) implements A2uiMessage {}

    /** From a message that its schema accepts. Pure. */
    static A2uiMessage of(ObjectNode json) {
        A2uiVersion version = A2uiVersion.of(json);
        String action = action(json);
        JsonNode body = json.path(action);
        String surface = body.path("surfaceId").asText();
        return switch (action) {
            case "createSurface", "beginRendering" -> new Open(version, surface, json);
            case "updateComponents", "surfaceUpdate" ->
                new Components(version, surface, objects(body.path("components")), json);
            case "updateDataModel", "dataModelUpdate" ->
                new Data(
                        version, surface, DataPath.of(version, body.path("path").asText("/")), json);
            case "deleteSurface" -> new Delete(version, surface, json);
            default -> throw new InvalidMessage("", "has no action that is known");
        };
    }

    /** The one member that says what is to be done. @throws InvalidMessage when there is not exactly one */
    static String action(ObjectNode json) {
        List<String> actions = new ArrayList<>();
        json.fieldNames().forEachRemaining(name -> {
            if (!name.equals("version")) {
                actions.add(name);
            }
        });
        if (actions.size() != 1) {
            throw new InvalidMessage("", "must have exactly one action, not " + actions.size());
        }
        return actions.getFirst();
    }

    private static List<ObjectNode> objects(JsonNode list) {
        return list.valueStream().map(ObjectNode.class::cast).toList();
    }
}
