package dev.tidepool.gateway.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** What one type of event may take: a flood of one leaves room for the others. */
    private final int capacityOfType;

    private final Map<String, Integer> byType = new HashMap<>();
    private final Map<SecurityEvent, Noted> waiting = new LinkedHashMap<>();

    AuditBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
        this.capacity = capacity;
        this.capacityOfType = Math.max(1, capacity / 2);
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
        if (!waiting.containsKey(key)) {
            int alike = byType.getOrDefault(key.type(), 0);
            if (waiting.size() >= capacity || alike >= capacityOfType) {
                return false;
            }
            byType.put(key.type(), alike + 1);
        }
        waiting.merge(key, noted, Noted::and);
        return true;
    }

    /** Takes the oldest out, at most so many. */
    synchronized List<Noted> take(int limit) {
        List<Noted> taken = new ArrayList<>();
        Iterator<Noted> oldest = waiting.values().iterator();
        while (oldest.hasNext() && taken.size() < limit) {
            Noted noted = oldest.next();
            taken.add(noted);
            oldest.remove();
            forget(noted.event().type());
        }
        return taken;
    }

    private void forget(String type) {
        int left = byType.getOrDefault(type, 1) - 1;
        if (left == 0) {
            byType.remove(type);
        } else {
            byType.put(type, left);
        }
    }

    synchronized int size() {
        return waiting.size();
    }
}
