package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One page (tab) of a browser. */
final class BrowserPage {

    /** What is no network address is not fetched, wherever in a page it stands. */
    private static final List<String> REFUSED = List.of("file:*", "chrome:*", "view-source:*", "ftp:*");

    private final CdpConnection connection;
    private final String target;
    private final String session;
    private final Queue<Promise<Void>> awaiting = new ConcurrentLinkedQueue<>();
    private volatile boolean loading;
    private volatile Map<String, Integer> refs = Map.of();

    private BrowserPage(CdpConnection connection, String target, String session) {
        this.connection = connection;
        this.target = target;
        this.session = session;
    }

    /** Attaches to a page that there is. It tells nothing of itself before {@link #prepare}. */
    static Uni<BrowserPage> attach(CdpConnection connection, String target) {
        return connection
                .call(
                        "Target.attachToTarget",
                        new JsonObject().put("targetId", target).put("flatten", true))
                .map(attached -> new BrowserPage(connection, target, attached.getString("sessionId")));
    }

    Uni<BrowserPage> prepare(BrowserConfig config) {
        JsonArray patterns = new JsonArray(REFUSED.stream()
                .map(pattern -> new JsonObject().put("urlPattern", pattern))
                .toList());
        JsonObject metrics = new JsonObject()
                .put("width", config.viewportWidth())
                .put("height", config.viewportHeight())
                .put("deviceScaleFactor", 1)
                .put("mobile", false);
        return call("Page.enable", new JsonObject())
                .chain(() -> call("Fetch.enable", new JsonObject().put("patterns", patterns)))
                .chain(() -> call("Page.setInterceptFileChooserDialog", new JsonObject().put("enabled", true)))
                .chain(() -> call("Emulation.setDeviceMetricsOverride", metrics))
                .replaceWith(this);
    }

    /** Sends a command to the page. Fails with {@link CdpFailure}. */
    Uni<JsonObject> call(String method, JsonObject params) {
        return connection.call(session, method, params);
    }

    /** Sends a command whose answer nobody waits for. */
    void tell(String method, JsonObject params) {
        connection.tell(session, method, params);
    }

    /** Evaluates an expression in a world of its own: what the page's scripts did to the objects they see is not there. */
    Uni<JsonObject> evaluateApart(String expression) {
        return call("Page.createIsolatedWorld", new JsonObject().put("frameId", target))
                .chain(world -> call(
                        "Runtime.evaluate",
                        new JsonObject()
                                .put("expression", expression)
                                .put("contextId", world.getInteger("executionContextId"))
                                .put("returnByValue", true)));
    }

    String target() {
        return target;
    }

    String session() {
        return session;
    }

    boolean isLoading() {
        return loading;
    }

    /** What the references of the last look at this page stand for. */
    Optional<Integer> nodeOf(String ref) {
        return Optional.ofNullable(refs.get(ref));
    }

    void refer(Map<String, Integer> found) {
        refs = Map.copyOf(found);
    }

    /** Fails with 422 {@link BrowserError#BROWSER_NAVIGATION_FAILED}. Ends when the page is loaded, or has had long enough. */
    Uni<Void> navigate(PageAddress address, Duration limit) {
        return call("Page.navigate", new JsonObject().put("url", address.value()))
                .invoke(BrowserPage::requireLoaded)
                .chain(() -> loaded(limit));
    }

    private static void requireLoaded(JsonObject navigated) {
        String error = navigated.getString("errorText");
        if (error != null) {
            throw Problem.of(
                    BrowserError.BROWSER_NAVIGATION_FAILED,
                    error.equals("net::ERR_ABORTED")
                            ? "The address leads to a download, or to nothing that can be shown."
                            : "The page could not be loaded: " + error + ".");
        }
    }

    /** Ends when nothing loads any more, at the latest after the limit. */
    Uni<Void> loaded(Duration limit) {
        Promise<Void> done = Promise.promise();
        awaiting.add(done);
        if (!loading) {
            finishLoading();
        }
        return Uni.createFrom()
                .completionStage(() -> done.future().toCompletionStage())
                .ifNoItem()
                .after(limit)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithNull();
    }

    /** Address and title, as the page has them now. */
    Uni<JsonObject> info() {
        return connection
                .call("Target.getTargetInfo", new JsonObject().put("targetId", target))
                .map(answer -> answer.getJsonObject("targetInfo"));
    }

    void close() {
        connection.tell("", "Target.closeTarget", new JsonObject().put("targetId", target));
    }

    /** What the browser tells of this page. */
    void received(CdpEvent event) {
        switch (event.method()) {
            case "Page.frameStartedLoading" -> {
                if (isOfMainFrame(event)) {
                    loading = true;
                }
            }
            case "Page.frameStoppedLoading" -> {
                if (isOfMainFrame(event)) {
                    finishLoading();
                }
            }
            case "Page.frameNavigated" -> {
                if (event.params().getJsonObject("frame").getString("parentId") == null) {
                    refs = Map.of();
                }
            }
            // Nobody is there to answer a dialog, and the page waits for it.
            case "Page.javascriptDialogOpening" ->
                connection.tell(session, "Page.handleJavaScriptDialog", new JsonObject().put("accept", false));
            case "Fetch.requestPaused" ->
                connection.tell(
                        session,
                        "Fetch.failRequest",
                        new JsonObject()
                                .put("requestId", event.params().getString("requestId"))
                                .put("errorReason", "BlockedByClient"));
            default -> {}
        }
    }

    private boolean isOfMainFrame(CdpEvent event) {
        return target.equals(event.params().getString("frameId"));
    }

    private void finishLoading() {
        loading = false;
        for (Promise<Void> next = awaiting.poll(); next != null; next = awaiting.poll()) {
            next.tryComplete();
        }
    }
}
