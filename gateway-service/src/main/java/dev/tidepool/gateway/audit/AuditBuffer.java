package dev.tidepool.gateway.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals that wait to be written, at most so many. Repeats of one are one with a count: somebody who hammers the gateway
 * fills neither the buffer nor the table.
 */
final class AuditBuffer {

    private final int capacity;
    private final Map<SecurityEvent, Noted> waiting = new LinkedHashMap<>();

    AuditBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
        this.capacity = capacity;
    }

    /** An event as it first happened, and how many times it did. */
    record Noted(SecurityEvent event, Instant time, int times) {

        Noted and(Noted repeat) {
            return new Noted(event, time, times + repeat.times());
        }

        SecurityEvent counted() {
            return times == 1 ? event : event.times(times);
        }
    }

    /** Whether there was room for it. */
    synchronized boolean offer(Noted noted) {
        SecurityEvent key = noted.event().ofAnyRequest();
        if (waiting.size() >= capacity && !waiting.containsKey(key)) {
            return false;
        }
        waiting.merge(key, noted, Noted::and);
        return true;
    }

    /** Takes the oldest out, at most so many. */
    synchronized List<Noted> take(int limit) {
        List<Noted> taken = new ArrayList<>();
        Iterator<Noted> oldest = waiting.values().iterator();
        while (oldest.hasNext() && taken.size() < limit) {
            taken.add(oldest.next());
            oldest.remove();
        }
        return taken;
    }

    synchronized int size() {
        return waiting.size();
    }
}
