package dev.tidepool.session.browser;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A page as text: a line for each thing in its accessibility tree that says or does something, indented by what holds it,
 * such as {@code - link "Docs" [ref=e3] -> https://…}. What can be acted on has a reference. Pure; made for one tree.
 */
final class PageOutline {

    private static final int MAX_NAME = 300;
    private static final int MAX_DEPTH = 200;
    private static final Set<String> UNSEEN = Set.of("InlineTextBox", "LineBreak", "ListMarker", "none", "RootWebArea");
    private static final Set<String> WRAPPERS = Set.of(
            "generic", "none", "RootWebArea", "GenericContainer", "LayoutTable", "LayoutTableRow", "LayoutTableCell");
    private static final List<String> FLAGS =
            List.of("checked", "selected", "expanded", "pressed", "disabled", "required", "readonly", "focused");

    private final Map<Integer, JsonArray> frames;
    private final int maxCharacters;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> refs = new TreeMap<>();
    private final Deque<Visit> waiting = new ArrayDeque<>();
    private boolean truncated;

    /**
     * @param refs what each reference stands for: the protocol's number of the element
     * @param truncated whether there was more than the limit allows
     */
    record Outline(String text, Map<String, Integer> refs, boolean truncated) {}

    private PageOutline(Map<Integer, JsonArray> frames, int maxCharacters) {
        this.frames = frames;
        this.maxCharacters = maxCharacters;
    }

    /**
     * @param nodes of the page, as {@code Accessibility.getFullAXTree} gives them
     * @param frames the nodes of frames in it, by the number of the element that shows each
     */
    static Outline of(JsonArray nodes, Map<Integer, JsonArray> frames, int maxCharacters) {
        PageOutline outline = new PageOutline(frames, maxCharacters);
        outline.tree(nodes);
        return new Outline(outline.text.toString(), outline.refs, outline.truncated);
    }

    /**
     * A node whose turn comes: a page nests deeper than a stack goes.
     *
     * @param byId the nodes of its tree
     * @param said the name of what holds the node: text that only repeats it is left out
     */
    private record Visit(JsonObject node, Map<String, JsonObject> byId, int depth, String said) {}

    private void tree(JsonArray nodes) {
        push(nodes, 0);
        for (Visit next = waiting.poll(); next != null && !truncated; next = waiting.poll()) {
            visit(next.node(), next.byId(), next.depth(), next.said());
        }
    }

    private void push(JsonArray nodes, int depth) {
        if (!nodes.isEmpty()) {
            Map<String, JsonObject> byId = new HashMap<>();
            objects(nodes).forEach(node -> byId.put(node.getString("nodeId"), node));
            waiting.push(new Visit(nodes.getJsonObject(0), byId, depth, ""));
        }
    }

    private void visit(JsonObject node, Map<String, JsonObject> byId, int depth, String said) {
        if (depth > MAX_DEPTH) {
            return;
        }
        String role = value(node, "role");
        String name = shortened(value(node, "name"));
        boolean shown = isShown(node, role, name) && !(role.equals("StaticText") && said.contains(name));
        if (shown) {
            line(node, role, name, depth);
        }
        int inner = shown ? depth + 1 : depth;
        String heard = shown && !name.isEmpty() ? name : said;
        // The last is pushed first: children come before what is in the node's frame.
        frame(node, inner);
        children(node)
                .map(byId::get)
                .filter(child -> child != null)
                .toList()
                .reversed()
                .forEach(child -> waiting.push(new Visit(child, byId, inner, heard)));
    }

    private void frame(JsonObject node, int depth) {
        Integer element = node.getInteger("backendDOMNodeId");
        if (element != null && frames.containsKey(element)) {
            push(frames.getOrDefault(element, new JsonArray()), depth);
        }
    }

    private static boolean isShown(JsonObject node, String role, String name) {
        if (node.getBoolean("ignored", false) || UNSEEN.contains(role)) {
            return false;
        }
        return role.equals("StaticText") ? !name.isBlank() : !WRAPPERS.contains(role) || hasFlag(node, "focusable");
    }

    private void line(JsonObject node, String role, String name, int depth) {
        StringBuilder line =
                new StringBuilder("  ".repeat(depth)).append("- ").append(role.equals("StaticText") ? "text" : role);
        if (!name.isEmpty()) {
            line.append(" \"").append(name).append('"');
        }
        if (role.equals("heading")) {
            flag(node, "level", line);
        }
        FLAGS.forEach(flag -> flag(node, flag, line));
        refer(node, role, line);
        String held = shortened(value(node, "value"));
        if (!held.isEmpty()) {
            line.append(": \"").append(held).append('"');
        }
        String url = shortened(property(node, "url"));
        if (!url.isEmpty()) {
            line.append(" -> ").append(url);
        }
        add(line.append('\n'));
    }

    private void add(StringBuilder line) {
        if (text.length() + line.length() > maxCharacters) {
            truncated = true;
        } else {
            text.append(line);
        }
    }

    private void refer(JsonObject node, String role, StringBuilder line) {
        Integer element = node.getInteger("backendDOMNodeId");
        if (element != null && !role.equals("StaticText")) {
            String ref = "e" + (refs.size() + 1);
            refs.put(ref, element);
            line.append(" [ref=").append(ref).append(']');
        }
    }

    private static void flag(JsonObject node, String flag, StringBuilder line) {
        String value = property(node, flag);
        if (value.equals("true")) {
            line.append(" [").append(flag).append(']');
        } else if (!value.isEmpty() && !value.equals("false")) {
            line.append(" [").append(flag).append('=').append(value).append(']');
        }
    }

    private static boolean hasFlag(JsonObject node, String flag) {
        return property(node, flag).equals("true");
    }

    private static String property(JsonObject node, String name) {
        return objects(node.getJsonArray("properties", new JsonArray()))
                .filter(property -> name.equals(property.getString("name")))
                .findFirst()
                .map(property -> value(property, "value"))
                .orElse("");
    }

    /** Values are objects with a type and a value of any kind. */
    private static String value(JsonObject holder, String member) {
        Object value = holder.getJsonObject(member, new JsonObject()).getValue("value");
        return value == null ? "" : value.toString();
    }

    private static String shortened(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip()
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        return line.length() <= MAX_NAME ? line : line.substring(0, MAX_NAME) + "…";
    }

    private static Stream<String> children(JsonObject node) {
        return node.getJsonArray("childIds", new JsonArray()).stream().map(String::valueOf);
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
