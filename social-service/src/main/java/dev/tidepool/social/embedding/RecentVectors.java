package dev.tidepool.social.embedding;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The vectors of the newest texts, all of which are compared with what is sought: 20,000 take some 10 ms of one processor.
 * May be read while it is added to.
 */
final class RecentVectors {

    private static final Comparator<Near> FARTHEST_FIRST =
            Comparator.comparingDouble(Near::similarity).thenComparing(Near::id);

    private final int capacity;
    private final ConcurrentSkipListMap<TextId, Embedded> texts = new ConcurrentSkipListMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong bound = new AtomicLong();

    RecentVectors(int capacity) {
        this.capacity = capacity;
    }

    void add(Collection<Embedded> stored) {
        for (Embedded text : stored) {
            if (texts.put(text.id(), text) == null) {
                size.incrementAndGet();
            }
        }
        while (size.get() > capacity && texts.pollFirstEntry() != null) {
            size.decrementAndGet();
        }
    }

    /** All that was stored until this place, and is new enough, was added or will be before it is sought. */
    void reach(long seq) {
        bound.accumulateAndGet(seq, Math::max);
    }

    /** The highest place in the order of storing that was reached. */
    long bound() {
        return bound.get();
    }

    int size() {
        return size.get();
    }

    /** The nearest of these kinds that were stored until the bound, the nearest first. */
    List<Near> nearest(Vector sought, Collection<String> kinds, long until, int most) {
        PriorityQueue<Near> nearest = new PriorityQueue<>(most + 1, FARTHEST_FIRST);
        for (Embedded text : texts.values()) {
            if (text.seq() <= until && kinds.contains(text.kind())) {
                nearest.add(text.near(sought));
                if (nearest.size() > most) {
                    nearest.poll();
                }
            }
        }
        return nearest.stream().sorted(FARTHEST_FIRST.reversed()).toList();
    }
}
