package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The tally of today, and those of days before that are not wholly written. The day is given. */
final class UsageTallies {

    private final int maxOrganizations;
    private final Deque<DayTally> past = new ArrayDeque<>();
    private volatile DayTally today;

    UsageTallies(LocalDate day, int maxOrganizations) {
        this.maxOrganizations = maxOrganizations;
        this.today = new DayTally(day, maxOrganizations);
    }

    /** @param epochDay in UTC. @return whether there was room for it */
    boolean count(OrganizationId organization, boolean admitted, long epochDay) {
        DayTally tally = today;
        if (tally.day().toEpochDay() < epochDay) {
            tally = turnTo(LocalDate.ofEpochDay(epochDay));
        }
        return tally.count(organization, admitted);
    }

    private synchronized DayTally turnTo(LocalDate day) {
        if (today.day().isBefore(day)) {
            past.add(today);
            today = new DayTally(day, maxOrganizations);
        }
        return today;
    }

    /** Oldest day first. */
    synchronized List<DayTally> all() {
        List<DayTally> all = new ArrayList<>(past);
        all.add(today);
        return all;
    }

    /** Forgets a day before today; the caller saw to it that it is written and that the day is well over. */
    synchronized void forget(DayTally tally) {
        past.remove(tally);
    }
}
