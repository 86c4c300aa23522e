package dev.tidepool.gateway.realtime;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** How many listen in which room, by organisation: counted as they come and go, so that nobody has to walk through all rooms. */
final class OrganizationRooms {

    private final ConcurrentMap<OrganizationId, SortedMap<String, Integer>> counts = new ConcurrentHashMap<>();

    void add(OrganizationId organization, String room) {
        change(organization, room, 1);
    }

    void remove(OrganizationId organization, String room) {
        change(organization, room, -1);
    }

    SortedMap<String, Integer> of(OrganizationId organization) {
        SortedMap<String, Integer> copy = new TreeMap<>();
        // Within compute: nobody changes them meanwhile.
        counts.computeIfPresent(organization, (same, rooms) -> {
            copy.putAll(rooms);
            return rooms;
        });
        return copy;
    }

    private void change(OrganizationId organization, String room, int by) {
        counts.compute(organization, (same, present) -> changed(present, room, by));
    }

    private static @Nullable SortedMap<String, Integer> changed(
            @Nullable SortedMap<String, Integer> present, String room, int by) {
        SortedMap<String, Integer> rooms = present == null ? new TreeMap<>() : present;
        rooms.merge(room, by, OrganizationRooms::sum);
        return rooms.isEmpty() ? null : rooms;
    }

    /** None is not kept. */
    private static @Nullable Integer sum(int count, int by) {
        return count + by == 0 ? null : Integer.valueOf(count + by);
    }
}
