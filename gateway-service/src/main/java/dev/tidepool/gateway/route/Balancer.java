package dev.tidepool.gateway.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's choice among the addresses of a service: the one with the fewest of this loop's requests under way, those with
 * equally many by turns, the ejected ones last. Were all ejected, all would be asked as if none was: a wrong verdict on every
 * address must not make an outage of its own. Not thread-safe: each loop has its own, so nothing is locked.
 */
final class Balancer {

    private final Slot[] slots;
    private int turn;

    Balancer(List<Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("a service has at least one address");
        }
        slots = endpoints.stream().map(Slot::new).toArray(Slot[]::new);
    }

    /** An address and how many of this loop's requests it has. */
    static final class Slot {

        private final Endpoint endpoint;
        private int outstanding;

        private Slot(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        Endpoint endpoint() {
            return endpoint;
        }

        /** The request is over. Once for each {@link #take}. */
        void release() {
            outstanding--;
        }
    }

    boolean hasChoice() {
        return slots.length > 1;
    }

    /** @param failed the address that has just failed this request: any other is better */
    Slot take(long now, @Nullable Slot failed) {
        Slot taken = hasChoice() ? choose(now, failed) : slots[0];
        taken.outstanding++;
        return taken;
    }

    private Slot choose(long now, @Nullable Slot failed) {
        turn = turn + 1 < slots.length ? turn + 1 : 0;
        Slot best = slots[turn];
        int least = cost(best, now, failed);
        for (int i = 1; i < slots.length; i++) {
            Slot slot = slots[(turn + i) % slots.length];
            int cost = cost(slot, now, failed);
            if (cost < least) {
                best = slot;
                least = cost;
            }
        }
        return best;
    }

    /** Any address is better than one that just failed the request, and one in use better than an ejected one. */
    private static int cost(Slot slot, long now, @Nullable Slot failed) {
        int cost = slot.outstanding;
        cost += slot.endpoint.isEjected(now) ? 1 << 28 : 0;
        cost += slot == failed ? 1 << 29 : 0;
        return cost;
    }
}
