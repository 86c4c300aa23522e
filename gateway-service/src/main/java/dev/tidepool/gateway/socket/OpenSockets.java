package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.net.Connections;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** All WebSockets of this gateway's clients. */
@Singleton
public class OpenSockets {

    private static final Logger LOG = Logger.getLogger(OpenSockets.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofSeconds(5);

    /** Longer than it takes from the check of a credential to the question for a place: the limits are asked in between. */
    private static final Duration CHECKED_BEFORE = Duration.ofSeconds(1);

    private final SocketLimits limits;
    private final SocketConfig config;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();

    /** Closed by us; the client has not closed yet. */
    private final Set<OpenSocket> lingering = ConcurrentHashMap.newKeySet();

    private final Event<DoubtfulOwner> doubts;

    /** When some credential was last announced to have changed: a reading of the monotonic clock. */
    private volatile long changedAt = System.nanoTime();

    private volatile boolean stopping;

    OpenSockets(
            SocketLimits limits, SocketConfig config, MeterRegistry metrics, Vertx vertx, Event<DoubtfulOwner> doubts) {
        this.limits = limits;
        this.config = config;
        this.metrics = metrics;
        this.vertx = vertx;
        this.doubts = doubts;
        metrics.gaugeCollectionSize("tidepool.socket.open", Tags.empty(), open);
    }

    void begin(@Observes StartupEvent started) {
        long tick = Math.min(TICK.toMillis(), Math.max(10, config.pingInterval().toMillis() / 4));
        vertx.setPeriodic(tick, timer -> tick());
        vertx.setPeriodic(Math.max(10, config.lease().toMillis() / 3), timer -> limits.renew());
    }

    /** A place for one more socket of the member's organisation. Fails with a Problem, 429 or 503. */
    public Future<SocketPlace> reserve(Caller.Member member) {
        return refusal().<Future<SocketPlace>>map(Future::failedFuture).orElseGet(() -> limits.reserve(member));
    }

    /** Why no socket at all is taken now, if so. */
    public Optional<Problem> refusal() {
        if (stopping) {
            return Optional.of(Problem.unavailable("The gateway is stopping. Connect again.", Duration.ofSeconds(1)));
        }
        return open.size() < config.maxSockets()
                ? Optional.empty()
                : Optional.of(Problem.unavailable("The gateway has no room for more WebSockets.", BUSY));
    }

    /** Accepts the handshake. The use is made for the open socket, before anything is read from it. */
    public Future<OpenSocket> accept(Handshake handshake, Function<OpenSocket, SocketUse> use) {
        HttpConnection connection = handshake.request().connection();
        // Of a client that has left meanwhile, the upgrade may throw, and it may succeed.
        return Future.succeededFuture()
                .compose(now -> handshake.request().toWebSocket())
                .map(wire -> {
                    if (Connections.isGone(connection)) {
                        throw new IllegalStateException("the client left during its handshake");
                    }
                    OpenSocket socket = register(wire, connection, use);
                    handshake.accepted().run();
                    return socket;
                });
    }

    private OpenSocket register(ServerWebSocket wire, HttpConnection connection, Function<OpenSocket, SocketUse> use) {
        Context context = vertx.getOrCreateContext();
        // Spread, so that all do not ping at once.
        long delay = (long)
                (config.pingInterval().toNanos() * ThreadLocalRandom.current().nextDouble(0.5, 1));
        OpenSocket socket = new OpenSocket(this, wire, connection, context, System.nanoTime() + delay);
        open.add(socket);
        socket.begin(use.apply(socket));
        LOG.infof("event=socket_opened kind=%s organization=%s", socket.use().kind(), organizationOf(socket));
        if (stopping) {
            // The others were told before this one was among them.
            socket.run(socket::sendAway);
        }
        return socket;
    }

    /** Some credential has changed, whoever's it is. */
    void standingChanges() {
        changedAt = System.nanoTime();
    }

    /** What was announced between the check of a socket's credential and now has not found the socket. */
    void placed(OpenSocket socket, SocketPlace place) {
        if (changedAt - place.askedAt() > -CHECKED_BEFORE.toNanos()) {
            socket.owner().ifPresent(owner -> doubts.fire(new DoubtfulOwner(owner)));
        }
    }

    Stream<SocketOwner> owners() {
        return open.stream().flatMap(socket -> socket.owner().stream());
    }

    /** Does it to all sockets, each on its event loop. */
    void forEach(Consumer<OpenSocket> step) {
        open.forEach(socket -> socket.run(() -> step.accept(socket)));
    }

    /** The organisation's sockets on all gateways; without Redis those of this one. */
    public Future<Long> countOf(OrganizationId organization) {
        return limits.count(organization);
    }

    /** Never fails: without Redis it is what this gateway knows. */
    public Future<SocketUsage> usageOf(Caller.Member member) {
        SocketConfig.TierLimits allowed = config.of(member.tier());
        OrganizationId organization = member.organization();
        return limits.count(organization)
                .compose(open -> limits.messages(organization)
                        .map(messages ->
                                new SocketUsage(allowed.connections(), open, allowed.messagesPerMinute(), messages)));
    }

    public int limitOf(Tier tier) {
        return config.of(tier).connections();
    }

    Set<OpenSocket> stop() {
        stopping = true;
        return open;
    }

    boolean areAllGone() {
        return open.isEmpty() && lingering.isEmpty();
    }

    /** Breaks off what is still there. */
    int cut() {
        Set<OpenSocket> left = new HashSet<>(open);
        left.addAll(lingering);
        left.forEach(OpenSocket::cut);
        return left.size();
    }

    void lingers(OpenSocket socket) {
        lingering.add(socket);
    }

    void gone(OpenSocket socket) {
        lingering.remove(socket);
    }

    int maxMessageBytes() {
        return config.maxMessageBytes();
    }

    /** @param count as how many messages it counts */
    boolean mayReceive(OpenSocket socket, int count) {
        boolean passes = socket.owner()
                .map(owner -> limits.takeMessage(owner.member(), count))
                .orElse(true);
        metrics.counter(
                        "tidepool.socket.messages",
                        "kind",
                        socket.use().kind(),
                        "outcome",
                        passes ? "received" : "refused")
                .increment();
        return passes;
    }

    void countClosed(OpenSocket socket, Close close) {
        metrics.counter("tidepool.socket.closed", "kind", socket.use().kind(), "reason", close.reason())
                .increment();
    }

    void closed(OpenSocket socket) {
        open.remove(socket);
        LOG.infof(
                "event=socket_closed kind=%s organization=%s seconds=%d",
                socket.use().kind(), organizationOf(socket), socket.age().toSeconds());
    }

    private static String organizationOf(OpenSocket socket) {
        return socket.owner()
                .map(owner -> owner.member().organization().toString())
                .orElse("none");
    }

    private void tick() {
        long now = System.nanoTime();
        Instant time = Instant.now();
        forEach(socket -> socket.tick(now, time, config));
    }
}
