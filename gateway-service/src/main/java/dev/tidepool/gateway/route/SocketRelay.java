package dev.tidepool.gateway.route;

import dev.tidepool.gateway.socket.Handshake;
import dev.tidepool.gateway.socket.OpenSockets;
import dev.tidepool.gateway.socket.SocketOwner;
import dev.tidepool.gateway.socket.SocketPlace;
import dev.tidepool.kernel.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One handshake on its way to a service, from address to address until one of them answers or the time is up, and the place that
 * the socket then has there. Lives on the request's event loop.
 */
final class SocketRelay {

    private static final Logger LOG = Logger.getLogger(SocketRelay.class);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration FULL = Duration.ofSeconds(5);
    private static final short GOING_AWAY = 1001;

    private final Handshake handshake;
    private final Upstream upstream;
    private final SocketOwner owner;
    private final SocketPlace place;
    private final Upstreams upstreams;
    private final ProxyConfig config;
    private final Function<Endpoint, Future<WebSocket>> connect;
    private final Lane lane;
    private final Attempts attempts;
    private final Verdict verdict;

    private Deadlines.@Nullable Deadline deadline;
    private boolean settled;

    /** @param connect sends the handshake to an address */
    SocketRelay(
            Handshake handshake,
            Upstream upstream,
            SocketOwner owner,
            SocketPlace place,
            Upstreams upstreams,
            ProxyConfig config,
            Function<Endpoint, Future<WebSocket>> connect) {
        this.handshake = handshake;
        this.upstream = upstream;
        this.owner = owner;
        this.place = place;
        this.upstreams = upstreams;
        this.config = config;
        this.connect = connect;
        this.lane = upstreams.lane();
        this.attempts = upstreams.attempts(lane, upstream);
        this.verdict = new Verdict(upstreams.breaker(upstream));
    }

    void start(OpenSockets sockets) {
        switch (verdict.admit(System.nanoTime())) {
            case Breaker.Admission.Refused refused ->
                refuse(UpstreamProblems.unavailable(upstream, refused.retryAfter()));
            case Breaker.Admission.Pass pass -> {
                deadline = lane.deadlines().after(config.standardTimeout(), this::timedOut);
                ask(sockets);
            }
        }
    }

    private void ask(OpenSockets sockets) {
        Endpoint endpoint = attempts.next(System.nanoTime());
        if (!endpoint.takeSocket(config.maxSockets())) {
            verdict.none();
            LOG.warnf("event=socket_refused upstream=%s reason=\"as many as may be\"", upstream.wireName());
            refuse(UpstreamProblems.full(upstream, FULL));
            return;
        }
        connect.apply(endpoint)
                .onSuccess(service -> answered(sockets, endpoint, service))
                .onFailure(failure -> {
                    endpoint.releaseSocket();
                    failed(sockets, failure);
                });
    }

    private void answered(OpenSockets sockets, Endpoint endpoint, WebSocket service) {
        if (settled) {
            service.closeHandler(closed -> endpoint.releaseSocket());
            service.close(GOING_AWAY);
            return;
        }
        settle();
        attempts.succeeded();
        verdict.good();
        // Nothing of the service's may be lost before the client's side is there to take it.
        service.pause();
        sockets.accept(handshake, client -> {
                    client.belongsTo(owner);
                    client.holds(place);
                    return SocketPipe.join(client, service, () -> left(endpoint));
                })
                .onFailure(gone -> {
                    place.release();
                    service.close(GOING_AWAY);
                    left(endpoint);
                });
    }

    /** The socket is over: the address has one less. */
    private void left(Endpoint endpoint) {
        endpoint.releaseSocket();
        attempts.end();
    }

    private void failed(OpenSockets sockets, Throwable failure) {
        if (settled) {
            return;
        }
        if (failure instanceof UpgradeRejectedException rejected) {
            attempts.succeeded();
            verdict.good();
            LOG.warnf("event=socket_refused upstream=%s reason=%s", upstream.wireName(), failure);
            refuse(SocketRefusal.of(upstream, rejected.getStatus()));
            return;
        }
        long now = System.nanoTime();
        attempts.failed(now);
        // A handshake asks for a socket and does nothing else: what came of a lost one ended with its connection.
        if (attempts.mayTryAgain(now)) {
            upstreams.later(attempts.pause(ThreadLocalRandom.current().nextDouble()), () -> {
                if (!settled) {
                    ask(sockets);
                }
            });
        } else {
            verdict.bad(config.breaker().unreachableFor());
            giveUp(UpstreamProblems.unavailable(upstream, SOON), failure.toString());
        }
    }

    private void timedOut() {
        if (!settled) {
            attempts.failed(System.nanoTime());
            verdict.bad(config.breaker().hangingFor());
            giveUp(UpstreamProblems.timedOut(upstream), "no answer in time");
        }
    }

    private void giveUp(Problem problem, String reason) {
        LOG.warnf("event=socket_refused upstream=%s reason=%s", upstream.wireName(), reason);
        attempts.gaveUp(problem.status());
        refuse(problem);
    }

    private void refuse(Problem problem) {
        settle();
        attempts.end();
        place.release();
        handshake.refuse(problem);
    }

    private void settle() {
        settled = true;
        if (deadline != null) {
            deadline.met();
        }
    }
}
