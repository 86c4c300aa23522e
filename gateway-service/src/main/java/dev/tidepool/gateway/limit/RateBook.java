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

    /** A lease is meant to last this long at the rate seen last; the next is asked for at half of it: some twenty trips a second. */
    private static final long LEASE_MICROS = 100_000;

    /** Shorter leases are used up before they are asked for anew: whoever calls so seldom may wait for a trip. */
    private static final int LEAST_AHEAD = 8;

    /** At most this part of what is left goes into one lease beyond the requests that wait: others may need it. */
    private static final int SHARE = 16;

    private static final int MAX_LEASE = 5_000;

    /** How long a refusal by Redis stands for others without asking again. */
    private static final long REFUSAL_MICROS = 20_000;

    private final RateSubject subject;
    private final List<WindowCount> own;
    private final long stepMicros;
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();

    private List<RateState.Window> shared = List.of();
    private long sharedAt;
    private int left;
    private int leased;
    private long leaseEnds;
    private long leaseTakenAt;
    private long refusedUntil;
    private int refusedCost = Integer.MAX_VALUE;
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

    /** A request that waits for a lease, and how many admissions it costs. */
    private record Waiter(Promise<RateDecision> promise, int cost) {}

    /** A decision kept for whoever waited for it. */
    record Kept(Promise<RateDecision> promise, RateDecision decision) {}

    /** @param next the trip to make now, if requests still wait */
    record Outcome(List<Kept> kept, Lease.@Nullable Request next) {}

    boolean isFor(RateSubject other) {
        return subject.rules().equals(other.rules());
    }

    /** Decides without Redis where its word is already known: own counts, the lease at hand, a refusal just heard. */
    synchronized @Nullable RateDecision atHand(int cost, long now) {
        return waiting.isEmpty() ? decide(cost, now) : null;
    }

    /** Decides by own counts only: Redis is away. */
    synchronized RateDecision alone(int cost, long now) {
        return fits(cost, now) ? admit(cost, now) : denied(cost, ownWindows(now), now);
    }

    /** Takes an admission back that another rule made useless. */
    synchronized void refund(RateDecision.Allowed decision, int cost, long now) {
        own.forEach(count -> count.remove(cost, decision.countedAt(), now));
        if (decision.lease() == RateDecision.Allowed.NO_LEASE) {
            return;
        }
        if (decision.lease() == step() && now < leaseEnds) {
            left += cost;
        } else {
            giveBack(cost, decision.lease() * stepMicros);
        }
    }

    /** With the next trip, which can name one time only: of two, the more of them go back. */
    private void giveBack(int count, long takenAt) {
        if (back > 0 && Math.floorDiv(backTakenAt, stepMicros) == Math.floorDiv(takenAt, stepMicros)) {
            back += count;
        } else if (count > back) {
            back = count;
            backTakenAt = takenAt;
        }
    }

    /** Lines up for the next lease. @return the trip to make, or null while one is under way */
    synchronized Lease.@Nullable Request await(Promise<RateDecision> promise, int cost, long now) {
        waiting.add(new Waiter(promise, cost));
        return asking ? null : ask(now);
    }

    /**
     * The next trip, made while the lease at hand still serves, so that nobody has to wait for it; null while there is no need. Near
     * the limit nothing is held beyond what requests wait for.
     */
    synchronized Lease.@Nullable Request ahead(long now) {
        boolean runsOut = leased >= LEAST_AHEAD && left <= leased / 2 && now < leaseEnds;
        return runsOut && !asking && tightest() / SHARE >= LEAST_AHEAD ? trip(now) : null;
    }

    /** Redis has answered. */
    synchronized Outcome settle(Lease.Grant grant, long sentAt, long now) {
        asking = false;
        shared = grant.windows();
        sharedAt = now;
        take(grant, sentAt);
        boolean exhausted = grant.granted() < wanted;
        refusedCost = Integer.MAX_VALUE;
        List<Kept> kept = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            int cost = waiting.element().cost();
            RateDecision decision = decide(cost, now);
            if (decision == null && exhausted && left + tightest() < cost) {
                refusedUntil = now + REFUSAL_MICROS;
                refusedCost = Math.min(refusedCost, cost);
                decision = denied(cost, sharedWindows(now), now);
            }
            if (decision == null) {
                return new Outcome(kept, ask(now));
            }
            kept.add(new Kept(waiting.remove().promise(), decision));
        }
        return new Outcome(kept, null);
    }

    private void take(Lease.Grant grant, long sentAt) {
        // Redis read its clock no earlier than the request was sent: counted from there, the step has not ended yet.
        long ends = sentAt + stepMicros - Math.floorMod(grant.now(), stepMicros);
        boolean sameStep = step() == Math.floorDiv(grant.now(), stepMicros);
        if (left > 0 && !sameStep) {
            giveBack(left, leaseTakenAt);
            left = 0;
        }
        left += grant.granted();
        leased = grant.granted();
        leaseTakenAt = grant.now();
        leaseEnds = sameStep ? Math.max(ends, leaseEnds) : ends;
    }

    /** Of Redis's clock, the one the lease was counted in. */
    private long step() {
        return Math.floorDiv(leaseTakenAt, stepMicros);
    }

    /** Redis did not answer: all who wait are decided by own counts. */
    synchronized List<Kept> settleAlone(long now) {
        asking = false;
        List<Kept> kept = new ArrayList<>(waiting.size());
        while (!waiting.isEmpty()) {
            Waiter waiter = waiting.remove();
            kept.add(new Kept(waiter.promise(), alone(waiter.cost(), now)));
        }
        return kept;
    }

    private @Nullable RateDecision decide(int cost, long now) {
        if (!fits(cost, now)) {
            return denied(cost, ownWindows(now), now);
        }
        if (left >= cost && now < leaseEnds) {
            left -= cost;
            admittedSince += cost;
            count(cost, now);
            return new RateDecision.Allowed(new RateState(sharedWindows(now)), step(), now);
        }
        return now < refusedUntil && cost >= refusedCost ? denied(cost, sharedWindows(now), now) : null;
    }

    private RateDecision admit(int cost, long now) {
        count(cost, now);
        return new RateDecision.Allowed(new RateState(ownWindows(now)), RateDecision.Allowed.NO_LEASE, now);
    }

    private void count(int cost, long now) {
        for (WindowCount count : own) {
            count.add(cost, now);
        }
    }

    private Lease.Request ask(long now) {
        if (left > 0) {
            giveBack(left, leaseTakenAt);
            left = 0;
        }
        return trip(now);
    }

    private Lease.Request trip(long now) {
        // No shorter time is looked at than half of that: so leases at most double from one to the next.
        long ahead = admittedSince * LEASE_MICROS / Math.max(LEASE_MICROS / 2, now - askedAt);
        int share = Math.min(tightest() / SHARE, MAX_LEASE);
        int needed = waiting.stream().mapToInt(Waiter::cost).sum();
        wanted = Math.max(needed, (int) Math.min(ahead, share));
        asking = true;
        askedAt = now;
        admittedSince = 0;
        int least = waiting.isEmpty() ? 1 : waiting.element().cost();
        Lease.Request request = new Lease.Request(wanted, least, back, backTakenAt);
        back = 0;
        return request;
    }

    private int tightest() {
        return shared.stream().mapToInt(RateState.Window::remaining).min().orElse(0);
    }

    private boolean fits(int cost, long now) {
        for (WindowCount count : own) {
            if (!count.fits(cost, now)) {
                return false;
            }
        }
        return true;
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

    /** A dear request may have to wait for more than the oldest step to leave: as far as that is known here, it is told so. */
    private RateDecision denied(int cost, List<RateState.Window> windows, long now) {
        long wait = 1;
        for (RateState.Window window : windows) {
            wait = window.remaining() < cost ? Math.max(wait, window.resetMicros()) : wait;
        }
        for (WindowCount count : own) {
            wait = Math.max(wait, count.waitMicros(cost, now));
        }
        return new RateDecision.Denied(new RateState(windows), Duration.ofNanos(wait * 1000));
    }
}
