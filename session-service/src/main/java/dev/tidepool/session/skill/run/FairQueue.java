package dev.tidepool.session.skill.run;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Work that waits for a few threads: organisations take turns, and each has one thread at most. For use by several threads. */
final class FairQueue<T> {

    private final int threads;
    private final int maxWaiting;
    private final int maxWaitingOfOrganization;
    /** Whose turn comes first is first; none is empty. */
    private final Map<OrganizationId, Deque<T>> waiting = new LinkedHashMap<>();

    private final Set<OrganizationId> busy = new HashSet<>();
    private int size;

    FairQueue(int threads, int maxWaiting, int maxWaitingOfOrganization) {
        this.threads = threads;
        this.maxWaiting = maxWaiting;
        this.maxWaitingOfOrganization = maxWaitingOfOrganization;
    }

    /** What may begin. */
    record Turn<T>(OrganizationId organization, T work) {}

    /** Whether there was room. */
    synchronized boolean add(OrganizationId organization, T work) {
        Deque<T> own = waiting.computeIfAbsent(organization, first -> new ArrayDeque<>());
        boolean fits = size < maxWaiting && own.size() < maxWaitingOfOrganization;
        if (fits) {
            own.add(work);
            size++;
        } else if (own.isEmpty()) {
            waiting.remove(organization);
        }
        return fits;
    }

    /** The next that a thread is free for; the thread is its organisation's until {@link #ended}. */
    synchronized Optional<Turn<T>> next() {
        if (busy.size() >= threads) {
            return Optional.empty();
        }
        Optional<OrganizationId> next = waiting.keySet().stream()
                .filter(organization -> !busy.contains(organization))
                .findFirst();
        next.ifPresent(busy::add);
        return next.map(organization -> new Turn<>(organization, first(organization)));
    }

    private T first(OrganizationId organization) {
        Deque<T> own = Objects.requireNonNull(waiting.remove(organization));
        T work = own.remove();
        size--;
        if (!own.isEmpty()) {
            // Behind all others.
            waiting.put(organization, own);
        }
        return work;
    }

    synchronized void ended(OrganizationId organization) {
        busy.remove(organization);
    }

    /** Does nothing for what does not wait. */
    synchronized void remove(OrganizationId organization, T work) {
        Deque<T> own = waiting.get(organization);
        if (own != null && own.remove(work)) {
            size--;
            if (own.isEmpty()) {
                waiting.remove(organization);
            }
        }
    }
}
