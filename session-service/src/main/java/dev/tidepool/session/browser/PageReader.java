package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Looks at a page: as text, as a picture, as a document. */
final class PageReader {

    private static final int MAX_FRAMES = 20;
    private static final int MAX_WIDTH = 4000;
    private static final int PDF_CHUNK = 524_288;
    private static final String COUNT = "document.getElementsByTagName('*').length";

    private final BrowserPage page;
    private final BrowserConfig config;

    PageReader(BrowserPage page, BrowserConfig config) {
        this.page = page;
        this.config = config;
    }

    private record Frame(int element, JsonArray nodes) {}

    /** The page as text; its references hold until the next look, or until the page goes elsewhere. */
    Uni<PageOutline.Outline> outline() {
        return page.evaluateApart(COUNT)
                .invoke(this::requireSmall)
                .chain(this::frames)
                .chain(frames -> nodes(new JsonObject()).map(nodes -> new Read(nodes, frames)))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(read -> PageOutline.of(read.nodes(), read.frames(), config.maxSnapshotCharacters()))
                .invoke(outline -> page.refer(outline.refs()));
    }

    private record Read(JsonArray nodes, Map<Integer, JsonArray> frames) {}

    /** A page that cannot be counted is not read. */
    private void requireSmall(JsonObject counted) {
        Object value = counted.getJsonObject("result", new JsonObject()).getValue("value");
        int elements = value instanceof Number number ? number.intValue() : Integer.MAX_VALUE;
        if (elements < 0 || elements > config.maxElements()) {
            throw Problem.of(
                    BrowserError.BROWSER_PAGE_TOO_LARGE,
                    "The page has more than " + config.maxElements()
                            + " elements, and no more are read. Take a screenshot or a PDF of it.");
        }
    }

    private Uni<JsonArray> nodes(JsonObject params) {
        return page.call("Accessibility.getFullAXTree", params).map(tree -> tree.getJsonArray("nodes"));
    }

    /** Frames of the page's own site; another site's are in a process of their own, and left out. */
    private Uni<Map<Integer, JsonArray>> frames() {
        return page.call("Page.getFrameTree", new JsonObject())
                .map(tree ->
                        below(tree.getJsonObject("frameTree")).limit(MAX_FRAMES).toList())
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::frame)
                        .collect()
                        .asList())
                .map(PageReader::byElement);
    }

    private static Map<Integer, JsonArray> byElement(List<Optional<Frame>> frames) {
        Map<Integer, JsonArray> found = new HashMap<>();
        frames.stream().flatMap(Optional::stream).forEach(frame -> found.put(frame.element(), frame.nodes()));
        return found;
    }

    private Uni<Optional<Frame>> frame(String id) {
        JsonObject params = new JsonObject().put("frameId", id);
        return page.call("DOM.getFrameOwner", params)
                .chain(owner ->
                        nodes(params).map(nodes -> Optional.of(new Frame(owner.getInteger("backendNodeId"), nodes))))
                .onFailure(failure -> failure instanceof CdpFailure refused && !refused.isLost())
                .recoverWithItem(Optional::empty);
    }

    private static Stream<String> below(JsonObject tree) {
        return tree.getJsonArray("childFrames", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .flatMap(child ->
                        Stream.concat(Stream.of(child.getJsonObject("frame").getString("id")), below(child)));
    }

    /** A PNG of what is in view, or of the whole page down to the configured height. */
    Uni<Buffer> screenshot(boolean fullPage) {
        Uni<JsonObject> params = fullPage
                ? page.call("Page.getLayoutMetrics", new JsonObject()).map(this::wholePage)
                : Uni.createFrom().item(new JsonObject());
        return params.chain(given -> page.call("Page.captureScreenshot", given.put("format", "png")))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(shot -> decoded(shot.getString("data")));
    }

    private JsonObject wholePage(JsonObject metrics) {
        JsonObject size = metrics.getJsonObject("cssContentSize");
        return new JsonObject()
                .put("captureBeyondViewport", true)
                .put(
                        "clip",
                        new JsonObject()
                                .put("x", 0)
                                .put("y", 0)
                                .put("width", Math.min(size.getDouble("width"), MAX_WIDTH))
                                .put("height", Math.min(size.getDouble("height"), config.maxScreenshotHeight()))
                                .put("scale", 1));
    }

    /** The page as it would be printed, in parts that are read as they are wanted. Fails with 422 when it is too long. */
    Uni<Multi<byte[]>> pdf() {
        JsonObject params = new JsonObject().put("printBackground", true).put("transferMode", "ReturnAsStream");
        return page.call("Page.printToPDF", params)
                .map(printed -> printed.getString("stream"))
                .chain(stream -> part(stream, config.maxPdfBytes(), 1)
                        .invoke(this::requireNone)
                        .onFailure()
                        .invoke(() -> close(stream))
                        .replaceWith(() -> parts(stream)));
    }

    private void requireNone(byte[] beyond) {
        if (beyond.length > 0) {
            throw Problem.of(
                    BrowserError.BROWSER_PAGE_TOO_LARGE,
                    "The page prints to more than " + config.maxPdfBytes() + " bytes.");
        }
    }

    private Multi<byte[]> parts(String stream) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicInteger::new,
                        read -> part(stream, read.get(), PDF_CHUNK).invoke(part -> read.addAndGet(part.length)))
                .until(part -> part.length == 0)
                .onTermination()
                .invoke(() -> close(stream));
    }

    private void close(String stream) {
        page.tell("IO.close", new JsonObject().put("handle", stream));
    }

    /** Nothing at the end. */
    private Uni<byte[]> part(String stream, int offset, int size) {
        JsonObject params =
                new JsonObject().put("handle", stream).put("offset", offset).put("size", size);
        return page.call("IO.read", params).map(PageReader::bytes);
    }

    private static byte[] bytes(JsonObject part) {
        String data = part.getString("data", "");
        return part.getBoolean("base64Encoded", false)
                ? Base64.getDecoder().decode(data)
                : data.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Buffer decoded(String base64) {
        return Buffer.buffer(Base64.getDecoder().decode(base64));
    }
}
