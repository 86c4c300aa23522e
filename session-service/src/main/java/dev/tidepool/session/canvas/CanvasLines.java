package dev.tidepool.session.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** JSON Lines, and the JSON list of the same. Pure. */
final class CanvasLines {

    private CanvasLines() {}

    static String of(A2uiJson json, List<ObjectNode> messages) {
        return messages.stream().map(json::write).collect(Collectors.joining("\n"));
    }

    /** Lines that are JSON already, as one JSON list. */
    static String list(String lines) {
        return lines.lines().collect(Collectors.joining(",", "[", "]"));
    }
}
