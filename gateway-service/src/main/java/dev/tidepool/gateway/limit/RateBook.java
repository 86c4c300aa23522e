package dev.tidepool.gateway.limit;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subject as this gateway sees it: what it admitted itself, the admissions it holds on lease from Redis, and the requests
 * that wait for the next lease. Times are microseconds of the monotonic clock and given. Each method is one step under the
 * book's lock; promises are kept by the caller, outside of it.
 */
final class RateBook {

    /** A lease is meant to last this long at the rate seen last: some twenty trips a second, however many requests. */
    private static final long LEASE_MICROS = 50_000;

    /** At most this part of what is left goes into one lease beyond the requests that wait: others may need it. */
    private static final int SHARE = 16;

    private static final int MAX_LEASE = 5_000;

    /** How long a refusal by Redis stands for others without asking again. */
    private static final long REFUSAL_MICROS = 20_000;

    private final RateSubject subject;
    private final List<WindowCount> own;
    private final long stepMicros;
    private final ArrayDeque<Promise<RateDecision>> waiting = new ArrayDeque<>();

    private List<RateState.Window> shared = List.of();
    private long sharedAt;
    private int left;
    private long leaseEnds;
    private long leaseTakenAt;
    private long refusedUntil;
    private int back;
    private long backTakenAt;
    private boolean asking;
    private int wanted;
    private long admittedSince;
    private long askedAt;

    RateBook(RateSubject subject, long now) {
        this.subject = subject;
        this.own = subject.rules().stream().map(WindowCount::new).toList();
        this.stepMicros =
                subject.rules().stream().mapToLong(RateRule::stepMicros).min().orElseThrow();
        this.refusedUntil = now;
        this.askedAt = now;
    }

    /** A decision kept for whoever waited for it. */
    record Kept(Promise<RateDecision> promise, RateDecision decision) {}

    /** @param next the trip to make now, if requests still wait */
    record Outcome(List<Kept> kept, Lease.@Nullable Request next) {}

    boolean isFor(RateSubject other) {
        return subject.rules().equals(other.rules());
    }

    /** Decides without Redis where its word is already known: own counts, the lease at hand, a refusal just heard. */
    synchronized @Nullable RateDecision atHand(long now) {
        return waiting.isEmpty() ? decide(now) : null;
    }

    /** Decides by own counts only: Redis is away. */
    synchronized RateDecision alone(long now) {
        return isFull(now) ? denied(ownWindows(now)) : admit(now);
    }

    /** Lines up for the next lease. @return the trip to make, or null while one is under way */
    synchronized Lease.@Nullable Request await(Promise<RateDecision> promise, long now) {
        waiting.add(promise);
        return asking ? null : ask(now);
    }

    /** Redis has answered. */
    synchronized Outcome settle(Lease.Grant grant, long sentAt, long now) {
        asking = false;
        shared = grant.windows();
        sharedAt = now;
        left = grant.granted();
        leaseTakenAt = grant.now();
        // Redis read its clock no earlier than the request was sent: counted from there, the step has not ended yet.
        leaseEnds = sentAt + stepMicros - Math.floorMod(grant.now(), stepMicros);
        boolean exhausted = grant.granted() < wanted && tightest() == 0;
        if (exhausted) {
            refusedUntil = now + REFUSAL_MICROS;
        }
        List<Kept> kept = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            RateDecision decision = decide(now);
            if (decision == null && !exhausted) {
                return new Outcome(kept, ask(now));
            }
            kept.add(new Kept(waiting.remove(), decision == null ? denied(shared) : decision));
        }
        return new Outcome(kept, null);
    }

    /** Redis did not answer: all who wait are decided by own counts. */
    synchronized List<Kept> settleAlone(long now) {
        asking = false;
        List<Kept> kept = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            kept.add(new Kept(waiting.remove(), alone(now)));
        }
        return kept;
    }

    private @Nullable RateDecision decide(long now) {
        if (isFull(now)) {
            return denied(ownWindows(now));
        }
        if (left > 0 && now < leaseEnds) {
            left--;
            admittedSince++;
            own.forEach(count -> count.add(now));
            return new RateDecision.Allowed(new RateState(sharedWindows(now)));
        }
        return now < refusedUntil ? denied(sharedWindows(now)) : null;
    }

    private RateDecision admit(long now) {
        own.forEach(count -> count.add(now));
        return new RateDecision.Allowed(new RateState(ownWindows(now)));
    }

    private Lease.Request ask(long now) {
        if (left > 0) {
            back = left;
            backTakenAt = leaseTakenAt;
            left = 0;
        }
        // No shorter time is looked at than half of that: so leases at most double from one to the next.
        long ahead = admittedSince * LEASE_MICROS / Math.max(LEASE_MICROS / 2, now - askedAt);
        int share = Math.min(tightest() / SHARE, MAX_LEASE);
        wanted = Math.max(waiting.size(), (int) Math.min(ahead, share));
        asking = true;
        askedAt = now;
        admittedSince = 0;
        Lease.Request request = new Lease.Request(wanted, back, backTakenAt);
        back = 0;
        return request;
    }

    private int tightest() {
        return shared.stream().mapToInt(RateState.Window::remaining).min().orElse(0);
    }

    private boolean isFull(long now) {
        for (WindowCount count : own) {
            if (count.isFull(now)) {
                return true;
            }
        }
        return false;
    }

    private List<RateState.Window> ownWindows(long now) {
        return own.stream()
                .map(count -> new RateState.Window(count.rule(), count.remaining(now), count.resetMicros(now)))
                .toList();
    }

    /** What all gateways have left, this one's lease included. */
    private List<RateState.Window> sharedWindows(long now) {
        if (shared.size() == 1) {
            return List.of(later(shared.getFirst(), now));
        }
        return shared.stream().map(window -> later(window, now)).toList();
    }

    private RateState.Window later(RateState.Window window, long now) {
        return new RateState.Window(
                window.rule(), window.remaining() + left, Math.max(0, window.resetMicros() - (now - sharedAt)));
    }

    private static RateDecision denied(List<RateState.Window> windows) {
        long wait = windows.stream()
                .filter(window -> window.remaining() == 0)
                .mapToLong(RateState.Window::resetMicros)
                .max()
                .orElse(0);
        return new RateDecision.Denied(new RateState(windows), Duration.ofNanos(Math.max(1, wait) * 1000));
    }
}
