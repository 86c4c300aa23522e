package dev.tidepool.session.skill.run;

import dev.tidepool.kernel.id.OrganizationId;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many calls each organisation has under way to each host. A host that hangs keeps no more than these. */
final class CallPlaces {

    private final int most;
    private final ConcurrentMap<Place, Integer> taken = new ConcurrentHashMap<>();

    CallPlaces(int most) {
        this.most = most;
    }

    private record Place(OrganizationId organization, String host) {

        static Place of(OrganizationId organization, String host) {
            return new Place(organization, host.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether there was one; then it is to be left. */
    boolean take(OrganizationId organization, String host) {
        Place place = Place.of(organization, host);
        if (taken.merge(place, 1, Integer::sum) <= most) {
            return true;
        }
        leave(organization, host);
        return false;
    }

    void leave(OrganizationId organization, String host) {
        taken.computeIfPresent(
                Place.of(organization, host), (place, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
