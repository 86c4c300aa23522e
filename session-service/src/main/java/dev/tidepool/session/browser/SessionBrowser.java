package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A session's browser: a context of Chromium with cookies, caches and processes of its own, spoken to over a connection of its
 * own, with one way out. When the connection ends Chromium disposes of the context.
 */
final class SessionBrowser {

    private final SessionId session;
    private final CdpConnection connection;
    private final EgressGate gate;
    private final BrowserConfig config;
    private final Instant openedAt;
    private final long openedNanos = System.nanoTime();
    private final Deque<BrowserPage> pages = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile String context = "";
    private volatile long usedNanos = openedNanos;

    private SessionBrowser(
            SessionId session, CdpConnection connection, EgressGate gate, BrowserConfig config, Instant openedAt) {
        this.session = session;
        this.connection = connection;
        this.gate = gate;
        this.config = config;
        this.openedAt = openedAt;
    }

    /** Makes the context with one empty page. What was given is closed if that fails, or if nobody waits for it any more. */
    static Uni<SessionBrowser> open(
            SessionId session, CdpConnection connection, EgressGate gate, BrowserConfig config, Instant now) {
        SessionBrowser browser = new SessionBrowser(session, connection, gate, config, now);
        connection.listen(browser::received);
        return browser.begin()
                .onFailure()
                .invoke(browser::close)
                .onCancellation()
                .invoke(browser::close);
    }

    private Uni<SessionBrowser> begin() {
        JsonObject wanted = new JsonObject()
                .put("disposeOnDetach", true)
                .put("proxyServer", "http://" + config.proxyHost() + ":" + gate.port())
                .put("proxyBypassList", "<-loopback>");
        return connection
                .call("Target.createBrowserContext", wanted)
                .invoke(made -> context = made.getString("browserContextId"))
                .chain(() -> connection.call(
                        "Browser.setDownloadBehavior",
                        new JsonObject().put("behavior", "deny").put("browserContextId", context)))
                .chain(() -> connection.call("Target.setDiscoverTargets", new JsonObject().put("discover", true)))
                .chain(this::firstPage)
                .replaceWith(this);
    }

    private Uni<BrowserPage> firstPage() {
        JsonObject wanted = new JsonObject().put("url", "about:blank").put("browserContextId", context);
        return connection.call("Target.createTarget", wanted).chain(made -> adopt(made.getString("targetId")));
    }

    private Uni<BrowserPage> adopt(String target) {
        return BrowserPage.attach(connection, target).invoke(pages::addLast).chain(page -> page.prepare(config));
    }

    SessionId session() {
        return session;
    }

    /** What its pages may reach. */
    HostRules hosts() {
        return gate.hosts();
    }

    Instant openedAt() {
        return openedAt;
    }

    int pageCount() {
        return pages.size();
    }

    /** Told once, when the context is gone for whatever reason. */
    void whenEnded(Runnable told) {
        connection.ended().onComplete(ended -> told.run());
    }

    void close() {
        connection.close();
        gate.close();
    }

    Optional<CloseReason> dueFor(long nanoTime) {
        if (nanoTime - openedNanos > config.maximumLifetime().toNanos()) {
            return Optional.of(CloseReason.LIFETIME);
        }
        boolean idle =
                !busy.get() && nanoTime - usedNanos > config.idleTimeout().toNanos();
        return idle ? Optional.of(CloseReason.IDLE) : Optional.empty();
    }

    /** Does one thing at a time: a second one fails with 409 {@link BrowserError#BROWSER_BUSY}. */
    <T> Uni<T> alone(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            requireFree();
            return Uni.createFrom().deferred(work::get).onTermination().invoke(this::release);
        });
    }

    /** The same for what comes in parts: done when the last has come, when nobody wants more, or when none comes for too long. */
    <T> Uni<Multi<T>> aloneInParts(Supplier<Uni<Multi<T>>> work) {
        return Uni.createFrom().deferred(() -> {
            requireFree();
            return Uni.createFrom()
                    .deferred(work::get)
                    .onFailure()
                    .invoke(this::release)
                    .onCancellation()
                    .invoke(this::release)
                    .map(parts -> parts.ifNoItem()
                            .after(config.operationTimeout())
                            .fail()
                            .onTermination()
                            .invoke(this::release));
        });
    }

    private void requireFree() {
        if (!busy.compareAndSet(false, true)) {
            throw Problem.of(
                    BrowserError.BROWSER_BUSY,
                    "An earlier request to this session's browser is not answered yet. Wait for its answer.");
        }
    }

    private void release() {
        usedNanos = System.nanoTime();
        busy.set(false);
    }

    /** The newest page: a link that opens another page leads there. */
    BrowserPage page() {
        BrowserPage newest = pages.peekLast();
        if (newest == null) {
            throw Problem.of(
                    BrowserError.BROWSER_NOT_OPEN, "The browser's last page was closed. Open the browser again.");
        }
        return newest;
    }

    /** Fails with 400 when the address, or one it redirects to, must not be reached; with 422 when it cannot be. */
    Uni<Void> navigate(PageAddress address) {
        long begun = System.nanoTime();
        return page().navigate(address, config.loadTimeout())
                .onFailure(BrowserService::isNavigationFailure)
                .transform(failure -> gate.refusedSince(begun)
                        .<Throwable>map(refused -> refused)
                        .orElse(failure));
    }

    private void received(CdpEvent event) {
        if (event.session().isEmpty()) {
            receivedOfBrowser(event);
        } else {
            withPage(page -> page.session().equals(event.session()), page -> page.received(event));
        }
    }

    private void receivedOfBrowser(CdpEvent event) {
        JsonObject params = event.params();
        switch (event.method()) {
            case "Target.targetCreated" -> opened(params.getJsonObject("targetInfo"));
            case "Target.targetDestroyed" ->
                withPage(page -> page.target().equals(params.getString("targetId")), pages::remove);
            // Its state is gone: the session's next request opens another browser, and is told so.
            case "Target.targetCrashed" ->
                withPage(page -> page.target().equals(params.getString("targetId")), page -> connection.close());
            default -> {}
        }
    }

    /** A page that another one opened is followed, up to the limit. The others are this class's own, or not this browser's. */
    private void opened(JsonObject target) {
        boolean ofPage = "page".equals(target.getString("type"))
                && context.equals(target.getString("browserContextId"))
                && target.getString("openerId") != null;
        if (!ofPage) {
            return;
        }
        String id = target.getString("targetId");
        if (pages.size() < config.maxPages()) {
            adopt(id).subscribe().with(page -> {}, failure -> {});
        } else {
            connection.tell("", "Target.closeTarget", new JsonObject().put("targetId", id));
        }
    }

    private void withPage(Predicate<BrowserPage> which, Consumer<BrowserPage> work) {
        pages.stream().filter(which).findFirst().ifPresent(work);
    }
}
