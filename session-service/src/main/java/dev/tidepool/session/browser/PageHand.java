package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;

/** Acts on a page as a person would: with a mouse and a keyboard. */
final class PageHand {

    private final BrowserPage page;
    private final BrowserConfig config;

    PageHand(BrowserPage page, BrowserConfig config) {
        this.page = page;
        this.config = config;
    }

    private record Point(double x, double y) {}

    /** Ends when what the action began to load is loaded, or has had long enough. */
    Uni<Void> act(BrowserAction action) {
        return perform(action).onItem().delayIt().by(config.settle()).chain(() -> page.loaded(config.loadTimeout()));
    }

    private Uni<Void> perform(BrowserAction action) {
        return switch (action) {
            case BrowserAction.Click click -> locate(click.ref()).chain(this::click);
            case BrowserAction.Type type -> type(type);
            case BrowserAction.Press press -> press(press.key());
            case BrowserAction.ScrollTo scroll ->
                onNode("DOM.scrollIntoViewIfNeeded", scroll.ref()).replaceWithVoid();
            case BrowserAction.ScrollBy scroll -> wheel(scroll);
        };
    }

    private Uni<Point> locate(String ref) {
        return onNode("DOM.scrollIntoViewIfNeeded", ref)
                .chain(() -> onNode("DOM.getContentQuads", ref))
                .map(found -> middle(found.getJsonArray("quads"), ref));
    }

    /** A quad is four corners, each x and y. */
    private static Point middle(JsonArray quads, String ref) {
        if (quads.isEmpty()) {
            throw hidden(ref);
        }
        JsonArray quad = quads.getJsonArray(0);
        double x =
                IntStream.of(0, 2, 4, 6).mapToDouble(quad::getDouble).average().orElse(0);
        double y =
                IntStream.of(1, 3, 5, 7).mapToDouble(quad::getDouble).average().orElse(0);
        return new Point(x, y);
    }

    private Uni<Void> click(Point point) {
        return mouse("mouseMoved", point, new JsonObject())
                .chain(() -> mouse("mousePressed", point, leftButton()))
                .chain(() -> mouse("mouseReleased", point, leftButton()));
    }

    private static JsonObject leftButton() {
        return new JsonObject().put("button", "left").put("clickCount", 1);
    }

    private Uni<Void> mouse(String type, Point point, JsonObject more) {
        JsonObject params = new JsonObject()
                .put("type", type)
                .put("x", point.x())
                .put("y", point.y())
                .mergeIn(more);
        return page.call("Input.dispatchMouseEvent", params).replaceWithVoid();
    }

    private Uni<Void> wheel(BrowserAction.ScrollBy by) {
        Point middle = new Point(config.viewportWidth() / 2.0, config.viewportHeight() / 2.0);
        return mouse(
                "mouseWheel", middle, new JsonObject().put("deltaX", by.x()).put("deltaY", by.y()));
    }

    private Uni<Void> type(BrowserAction.Type type) {
        return onNode("DOM.focus", type.ref())
                .chain(() -> key(
                        new JsonObject().put("type", "rawKeyDown").put("commands", new JsonArray().add("selectAll"))))
                .chain(() -> type.text().isEmpty()
                        ? press(PageKey.DELETE)
                        : page.call("Input.insertText", new JsonObject().put("text", type.text()))
                                .replaceWithVoid())
                .chain(() ->
                        type.submit() ? press(PageKey.ENTER) : Uni.createFrom().voidItem());
    }

    private Uni<Void> press(PageKey key) {
        JsonObject event = new JsonObject()
                .put("key", key == PageKey.SPACE ? " " : key.wireName())
                .put("code", key.wireName())
                .put("windowsVirtualKeyCode", key.code());
        JsonObject down = event.copy().put("type", key.text().isEmpty() ? "rawKeyDown" : "keyDown");
        if (!key.text().isEmpty()) {
            down.put("text", key.text());
        }
        return key(down).chain(() -> key(event.put("type", "keyUp")));
    }

    private Uni<Void> key(JsonObject params) {
        return page.call("Input.dispatchKeyEvent", params).replaceWithVoid();
    }

    private Uni<JsonObject> onNode(String method, String ref) {
        int node = page.nodeOf(ref).orElseThrow(() -> stale(ref));
        return page.call(method, new JsonObject().put("backendNodeId", node))
                .onFailure(failure -> failure instanceof CdpFailure refused && !refused.isLost())
                .transform(failure -> explain(String.valueOf(failure.getMessage()), ref));
    }

    private static Problem explain(String message, String ref) {
        if (message.contains("not focusable")) {
            return Problem.invalidField("ref", "ref must name a field that takes text; " + ref + " takes none.");
        }
        return message.contains("layout object") || message.contains("quads") ? hidden(ref) : stale(ref);
    }

    private static Problem hidden(String ref) {
        return Problem.of(
                        BrowserError.BROWSER_ELEMENT_HIDDEN,
                        "The element " + ref + " takes no room on the page. Take a new snapshot and choose another.")
                .with("field", "ref");
    }

    private static Problem stale(String ref) {
        return Problem.of(
                        BrowserError.BROWSER_REF_STALE,
                        "There is no element " + ref + " in the page as it is now. Take a new snapshot.")
                .with("field", "ref");
    }
}
