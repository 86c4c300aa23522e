package dev.tidepool.gateway.socket;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * An organisation's connections and messages, over all gateways. They are counted here first; without Redis this gateway's own
 * count decides, at the same limits.
 */
@Singleton
class SocketLimits {

    private static final Logger LOG = Logger.getLogger(SocketLimits.class);

    /** Nobody knows when one of the open sockets is closed: a pause that does no harm. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final SocketLeases leases;
    private final SocketConfig config;
    private final MeterRegistry metrics;
    private final ConcurrentMap<OrganizationId, OrganizationSockets> organizations = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();
    private final AtomicBoolean degraded = new AtomicBoolean();

    SocketLimits(SocketLeases leases, SocketConfig config, MeterRegistry metrics) {
        this.leases = leases;
        this.config = config;
        this.metrics = metrics;
        metrics.gauge("tidepool.socket.degraded", degraded, held -> held.get() ? 1 : 0);
    }

    /** A place for one more socket. Fails with 429 when the tier allows no more. */
    Future<SocketPlace> reserve(Caller.Member member) {
        int connections = config.of(member.tier()).connections();
        SocketPlace place = new SocketPlace(member.organization(), names.incrementAndGet(), this);
        if (!addHere(place, connections)) {
            return Future.failedFuture(tooMany(member, connections));
        }
        return leases.take(place.organization(), place.name(), connections)
                .onSuccess(answered -> withRedis())
                .otherwise(this::withoutRedis)
                .compose(granted -> {
                    if (granted) {
                        return Future.succeededFuture(place);
                    }
                    removeHere(place);
                    return Future.failedFuture(tooMany(member, connections));
                });
    }

    Future<Long> count(OrganizationId organization) {
        OrganizationSockets here = organizations.get(organization);
        long known = here == null ? 0 : here.sockets().size();
        return leases.count(organization).otherwise(known);
    }

    /** Counts a message as so many. @return whether it may pass */
    boolean takeMessage(Caller.Member member, int count) {
        OrganizationId organization = member.organization();
        OrganizationSockets sockets = organizations.get(organization);
        if (sockets == null) {
            return true;
        }
        int limit = config.of(member.tier()).messagesPerMinute();
        OrganizationSockets.Taken taken = sockets.take(count, limit, System.currentTimeMillis());
        if (taken.report() > 0) {
            leases.report(organization, taken.minute(), taken.report())
                    .onSuccess(total -> sockets.told(taken.minute(), total));
        }
        return taken.passes();
    }

    /** The messages of this minute, but for what other gateways have not told yet; without Redis those that are known here. */
    Future<Integer> messages(OrganizationId organization) {
        long now = System.currentTimeMillis();
        OrganizationSockets sockets = organizations.get(organization);
        if (sockets == null) {
            return leases.report(organization, MessageMeter.minuteOf(now), 0).otherwise(0);
        }
        OrganizationSockets.Taken untold = sockets.untold(now);
        return leases.report(organization, untold.minute(), untold.report())
                .onSuccess(total -> sockets.told(untold.minute(), total))
                .otherwise(failure -> sockets.known(now));
    }

    static Duration untilNextMinute() {
        return Duration.ofMillis(MessageMeter.millisToNextMinute(System.currentTimeMillis()));
    }

    void release(SocketPlace place) {
        removeHere(place);
        leases.release(place.organization(), place.name());
    }

    void renew() {
        Map<OrganizationId, Collection<Long>> open = new HashMap<>();
        organizations.forEach((organization, sockets) -> open.put(organization, sockets.sockets()));
        open.values().removeIf(Collection::isEmpty);
        forgetThoseGone();
        if (!open.isEmpty()) {
            leases.renew(open, this::isOpen).onSuccess(renewed -> withRedis()).onFailure(this::withoutRedis);
        }
    }

    private boolean isOpen(OrganizationId organization, long socket) {
        OrganizationSockets sockets = organizations.get(organization);
        return sockets != null && sockets.has(socket);
    }

    private boolean addHere(SocketPlace place, int connections) {
        boolean[] added = {false};
        organizations.compute(place.organization(), (organization, present) -> {
            OrganizationSockets sockets = present == null ? new OrganizationSockets() : present;
            added[0] = sockets.add(place.name(), connections);
            return sockets;
        });
        return added[0];
    }

    private void removeHere(SocketPlace place) {
        OrganizationSockets sockets = organizations.get(place.organization());
        if (sockets != null) {
            sockets.remove(place.name());
        }
    }

    /** Not with the last socket: whoever comes back within the minute goes on with its count. */
    private void forgetThoseGone() {
        long now = System.currentTimeMillis();
        organizations
                .keySet()
                .forEach(organization -> organizations.computeIfPresent(
                        organization, (same, sockets) -> sockets.isOver(now) ? null : sockets));
    }

    private void withRedis() {
        if (degraded.compareAndSet(true, false)) {
            LOG.info("event=socket_limits_shared_again");
        }
    }

    private boolean withoutRedis(Throwable failure) {
        if (degraded.compareAndSet(false, true)) {
            LOG.warnf("event=socket_limits_local reason=%s", failure.toString());
        }
        return true;
    }

    private Problem tooMany(Caller.Member member, int connections) {
        metrics.counter(
                        "tidepool.socket.refused",
                        "reason",
                        "connections",
                        "tier",
                        member.tier().wireName())
                .increment();
        return Problem.of(
                        SocketError.TOO_MANY_SOCKETS,
                        "The tier " + member.tier().wireName() + " allows " + connections
                                + " open WebSockets. Close one and connect again.")
                .with("limit", connections)
                .retryAfter(RETRY);
    }
}
