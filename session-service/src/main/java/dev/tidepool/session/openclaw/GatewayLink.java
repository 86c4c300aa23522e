package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps one connection to the gateway, made again whenever it is lost. All of it happens on the thread of one context. */
final class GatewayLink {

    private static final Logger LOG = Logger.getLogger(GatewayLink.class);

    private final Vertx vertx;
    private final Context context;
    private final OpenClawConfig config;
    private final GatewayOpener opener;
    private final LinkMetrics metrics;
    private final Backoff backoff;
    private volatile LinkState state;
    private volatile @Nullable GatewaySocket socket;
    private @Nullable LinkListener listener;
    private OptionalLong lastEvent = OptionalLong.empty();
    private int connections;
    private boolean stopped;

    GatewayLink(Vertx vertx, OpenClawConfig config, GatewayOpener opener, LinkMetrics metrics) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.config = config;
        this.opener = opener;
        this.metrics = metrics;
        this.backoff = new Backoff(config.reconnectFirst(), config.reconnectLongest());
        this.state = new LinkState.Connecting(Instant.now(), 0, Optional.empty());
    }

    LinkState state() {
        return state;
    }

    /** The last measured round trip of the present connection. */
    Optional<Duration> latency() {
        return Optional.ofNullable(socket).flatMap(GatewaySocket::latency);
    }

    /** Who is told of the connection. Before the start. */
    void listen(LinkListener told) {
        listener = told;
    }

    void start() {
        context.runOnContext(begin -> connect(new LinkState.Connecting(Instant.now(), 0, Optional.empty())));
    }

    Future<Void> stop() {
        Promise<Void> left = Promise.promise();
        context.runOnContext(end -> {
            stopped = true;
            Optional.ofNullable(socket).ifPresent(GatewaySocket::leave);
            opener.close().onComplete(left);
        });
        return left.future();
    }

    /** Does it on the link's thread. */
    void execute(Runnable work) {
        context.runOnContext(go -> work.run());
    }

    /** The payload of the answer; fails with a Problem, at once while there is no connection. */
    Future<JsonNode> call(String method, ObjectNode params) {
        Promise<JsonNode> answer = Promise.promise();
        execute(() -> request(method, params)
                .recover(failure -> Future.failedFuture(OpenClawFailure.of(failure)))
                .onComplete(answer));
        return answer.future();
    }

    /** On the link's thread only. Fails with a RefusedCall, a LostCall or a Problem. */
    Future<JsonNode> request(String method, ObjectNode params) {
        long start = System.nanoTime();
        return connected()
                .compose(open -> open.call(method, params, config.requestTimeout()))
                .onComplete(done -> metrics.request(
                        method, done.succeeded() ? "ok" : "failed", Duration.ofNanos(System.nanoTime() - start)));
    }

    boolean isConnected() {
        return socket != null;
    }

    /** How many there have been. */
    int connections() {
        return connections;
    }

    private Future<GatewaySocket> connected() {
        GatewaySocket open = socket;
        return open == null
                ? Future.failedFuture(state.refusal(Instant.now()).orElseGet(() -> OpenClawFailure.ofClose(1006)))
                : Future.succeededFuture(open);
    }

    private void connect(LinkState.Connecting connecting) {
        state = connecting;
        opener.open(this::take)
                .onSuccess(opened -> watch(opened, connecting))
                .onFailure(failure -> failed(connecting, OpenClawFailure.ofOpening(failure)));
    }

    private void watch(GatewaySocket opened, LinkState.Connecting connecting) {
        opened.hello()
                .onSuccess(hello -> connected(opened, connecting.connected(hello, Instant.now())))
                .onFailure(this::dropStaleToken);
        opened.closed().onSuccess(problem -> ended(connecting, problem));
    }

    private void connected(GatewaySocket opened, LinkState.Connected now) {
        state = now;
        socket = opened;
        connections++;
        lastEvent = OptionalLong.empty();
        metrics.connected();
        LOG.infof(
                "event=openclaw_connected version=%s protocol=%d",
                now.hello().version(), now.hello().protocol());
        opener.remember(now.hello()).onFailure(failure -> LOG.errorf(failure, "event=openclaw_device_token_lost"));
        tell(LinkListener::connected);
    }

    private void dropStaleToken(Throwable refusal) {
        if (refusal instanceof RefusedCall call && call.error().detail().equals("AUTH_DEVICE_TOKEN_MISMATCH")) {
            opener.forgetToken().onFailure(failure -> LOG.errorf(failure, "event=openclaw_device_token_kept"));
        }
    }

    private void take(Frame.Event event) {
        if (event.name().equals("tick")) {
            Optional.ofNullable(socket).ifPresent(GatewaySocket::ping);
        }
        boolean gap = event.sequence().isPresent()
                && lastEvent.isPresent()
                && event.sequence().getAsLong() > lastEvent.getAsLong() + 1;
        lastEvent = event.sequence().isPresent() ? event.sequence() : lastEvent;
        tell(told -> told.happened(event));
        if (gap) {
            tell(LinkListener::missed);
        }
    }

    private void tell(Consumer<LinkListener> news) {
        Optional.ofNullable(listener).ifPresent(news);
    }

    private void ended(LinkState.Connecting connecting, Problem problem) {
        socket = null;
        if (state instanceof LinkState.Connected lost) {
            Duration wait = backoff.delay(0, ThreadLocalRandom.current().nextDouble());
            pause(lost.lost(problem, wait, Instant.now()), wait, true);
            tell(LinkListener::lost);
        } else {
            failed(connecting, problem);
        }
    }

    private void failed(LinkState.Connecting connecting, Problem problem) {
        // An operator takes his time: the longest wait at once.
        int attempt = OpenClawFailure.needsOperator(problem) ? Integer.MAX_VALUE : connecting.attempt();
        Duration wait = backoff.delay(attempt, ThreadLocalRandom.current().nextDouble());
        pause(connecting.failed(problem, wait, Instant.now()), wait, false);
    }

    private void pause(LinkState.Waiting waiting, Duration wait, boolean wasConnected) {
        state = waiting;
        metrics.ended(wasConnected, waiting.refused());
        if (stopped) {
            return;
        }
        LOG.warnf(
                "event=openclaw_%s code=%s wait_millis=%d detail=\"%s\"",
                waiting.refused() ? "refused" : wasConnected ? "lost" : "unreachable",
                waiting.error().problem().code(),
                wait.toMillis(),
                waiting.error().problem().detail());
        vertx.setTimer(Math.max(1, wait.toMillis()), again -> connectAgain(waiting));
    }

    private void connectAgain(LinkState.Waiting waiting) {
        if (!stopped) {
            connect(waiting.retry(Instant.now()));
        }
    }
}
