package dev.tidepool.session.browser;

import dev.tidepool.kernel.net.BoundedBody;
import dev.tidepool.kernel.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium that all sessions' browsers are contexts of: one that runs elsewhere, or one that is started here when the
 * first is needed, and again when it has ended.
 */
@ApplicationScoped
class Chromium {

    private static final Logger LOG = Logger.getLogger(Chromium.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int MAX_VERSION_BYTES = 65_536;

    /** One may be a page's doing. */
    private static final int MAX_SILENT = 3;

    private final BrowserConfig config;
    private final BrowserMetrics metrics;
    private final Vertx vertx;
    private final HttpClient http;
    private final WebSocketClient sockets;

    /** Openings in a row that got no answer. */
    private final AtomicInteger silent = new AtomicInteger();

    @Nullable
    private Future<ChromiumProcess> started;

    Chromium(BrowserConfig config, BrowserMetrics metrics, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
        this.http = vertx.createHttpClient();
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(config.maxMessageBytes())
                .setMaxMessageSize(config.maxMessageBytes())
                .setMaxConnections(config.maxBrowsers() * 2));
    }

    /** A conversation of its own. Fails with 503 {@link BrowserError#BROWSER_UNAVAILABLE}, which says what to do. */
    Uni<CdpConnection> connect() {
        return Uni.createFrom()
                .completionStage(() -> connection().toCompletionStage())
                .ifNoItem()
                .after(config.startTimeout())
                .failWith(() -> {
                    fellSilent();
                    return unavailable("The browser did not start within " + config.startTimeout() + ".");
                })
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> {
                    LOG.warnf("event=browser_unreachable reason=%s", failure.toString());
                    return unavailable("The browser did not start, or cannot be talked to.");
                });
    }

    /** An opening was answered. */
    void answered() {
        silent.set(0);
    }

    /** An opening was not. A Chromium that is there and answers nobody would be so for ever: after a few it is started anew. */
    void fellSilent() {
        if (silent.incrementAndGet() >= MAX_SILENT) {
            silent.set(0);
            running().ifPresent(process -> {
                LOG.warn("event=browser_hung");
                metrics.started("hung");
                leave(process);
            });
        }
    }

    private synchronized void leave(ChromiumProcess process) {
        if (started != null && started.result() == process) {
            started = null;
            process.stop();
        }
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent event) {
        running().ifPresent(ChromiumProcess::stop);
    }

    private Future<CdpConnection> connection() {
        return config.endpoint()
                .map(endpoint -> remoteAddress(endpoint).compose(this::connectTo))
                .orElseGet(() -> process().compose(this::connectToOwn));
    }

    /** One that listened and takes no connection any more has crashed a moment ago: the next one is started for it. */
    private Future<CdpConnection> connectToOwn(ChromiumProcess process) {
        return Future.fromCompletionStage(process.listening())
                .compose(address -> connectTo(address).recover(refused -> {
                    leave(process);
                    return process()
                            .compose(next -> Future.fromCompletionStage(next.listening()))
                            .compose(this::connectTo);
                }));
    }

    private Future<CdpConnection> connectTo(URI address) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setAbsoluteURI(address.toString())
                .setTimeout(config.startTimeout().toMillis())
                // Chromium turns away whoever names an origin: a page must not talk to it.
                .setAllowOriginHeader(false);
        return sockets.connect(options).map(socket -> CdpConnection.over(vertx, socket));
    }

    /** Chromium tells the address of its socket over HTTP, as seen from itself. */
    private Future<URI> remoteAddress(URI endpoint) {
        if (!endpoint.getScheme().startsWith("http")) {
            return Future.succeededFuture(endpoint);
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(endpoint.resolve("/json/version").toString());
        return http.request(request)
                .compose(sent -> sent.send())
                .compose(answer -> BoundedBody.read(
                        answer, MAX_VERSION_BYTES, () -> new IllegalStateException("its answer is too long")))
                .map(body -> new JsonObject(body).getString("webSocketDebuggerUrl"))
                .map(url -> URI.create(
                        "ws://" + endpoint.getRawAuthority() + URI.create(url).getRawPath()));
    }

    private synchronized Future<ChromiumProcess> process() {
        if (started == null || hasEnded(started)) {
            started = start();
        }
        return started;
    }

    private synchronized Optional<ChromiumProcess> running() {
        return started != null && started.succeeded() ? Optional.of(started.result()) : Optional.empty();
    }

    private static boolean hasEnded(Future<ChromiumProcess> starting) {
        return starting.failed() || (starting.succeeded() && !starting.result().isAlive());
    }

    private Future<ChromiumProcess> start() {
        Optional<Path> program = ChromiumProgram.find(
                config.executable(), Optional.ofNullable(System.getenv("PATH")).orElse(""));
        if (program.isEmpty()) {
            return Future.failedFuture(unavailable("No Chromium was found."));
        }
        Sandbox sandbox = Sandbox.of(config.sandbox(), System.getProperty("user.name"));
        switch (sandbox) {
            case ON -> {}
            case OFF -> LOG.warn("event=browser_without_sandbox");
            case IMPOSSIBLE -> {
                return Future.failedFuture(withoutSandbox());
            }
        }
        Promise<ChromiumProcess> promise = Promise.promise();
        vertx.executeBlocking(
                        () -> ChromiumProcess.start(program.get(), config.proxyHost(), sandbox, config.maxRenderers()),
                        false)
                .onSuccess(process -> watch(process, program.get(), sandbox))
                .onComplete(promise);
        return promise.future();
    }

    private void watch(ChromiumProcess process, Path program, Sandbox sandbox) {
        long begun = System.nanoTime();
        Future.fromCompletionStage(process.listening())
                .onSuccess(address -> {
                    metrics.started("ready");
                    LOG.infof(
                            "event=browser_started program=%s sandbox=%s ms=%d",
                            program, sandbox, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                })
                .onFailure(failure -> {
                    metrics.started("failed");
                    LOG.warnf("event=browser_start_failed program=%s reason=%s", program, failure.getMessage());
                });
        vertx.setTimer(config.startTimeout().toMillis(), late -> process.stopUnlessListening());
        Future.fromCompletionStage(process.ended())
                .onComplete(ended -> LOG.infof("event=browser_ended program=%s", program));
    }

    private static Problem withoutSandbox() {
        return Problem.of(
                        BrowserError.BROWSER_UNAVAILABLE,
                        "The browser's sandbox cannot be had as root. The operator can run the service as another user, or"
                                + " do without by tidepool.browser.sandbox=false.")
                .retryAfter(RETRY);
    }

    private static Problem unavailable(String reason) {
        return Problem.of(
                        BrowserError.BROWSER_UNAVAILABLE,
                        reason + " The operator can install Debian's package chromium or another Chromium, name it in"
                                + " tidepool.browser.executable, or name a running one's DevTools address in"
                                + " tidepool.browser.endpoint.")
                .retryAfter(RETRY);
    }
}
