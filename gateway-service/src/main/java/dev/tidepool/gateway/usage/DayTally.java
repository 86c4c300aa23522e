package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * This gateway's counts of one day. Counting takes no lock; the sums only grow, and what of them is written is kept beside them,
 * so that nothing is lost between counting and writing.
 */
final class DayTally {

    private final LocalDate day;
    private final int maxOrganizations;
    private final ConcurrentMap<OrganizationId, Cell> cells = new ConcurrentHashMap<>();

    DayTally(LocalDate day, int maxOrganizations) {
        this.day = day;
        this.maxOrganizations = maxOrganizations;
    }

    private static final class Cell {
        final LongAdder admitted = new LongAdder();
        final LongAdder refused = new LongAdder();
        long writtenAdmitted;
        long writtenRefused;
    }

    LocalDate day() {
        return day;
    }

    /** @return whether there was room for it */
    boolean count(OrganizationId organization, boolean admitted) {
        Cell cell = cells.get(organization);
        if (cell == null) {
            if (cells.size() >= maxOrganizations) {
                return false;
            }
            cell = cells.computeIfAbsent(organization, first -> new Cell());
        }
        (admitted ? cell.admitted : cell.refused).increment();
        return true;
    }

    /** In the order of the organisations, so that two gateways lock rows in the same order. */
    synchronized List<DayCount> unwritten() {
        List<DayCount> found = new ArrayList<>();
        cells.forEach((organization, cell) -> {
            long admitted = cell.admitted.sum() - cell.writtenAdmitted;
            long refused = cell.refused.sum() - cell.writtenRefused;
            if (admitted > 0 || refused > 0) {
                found.add(new DayCount(organization, day, admitted, refused));
            }
        });
        found.sort(Comparator.comparing(count -> count.organization().value()));
        return found;
    }

    synchronized void written(DayCount count) {
        Cell cell = cells.get(count.organization());
        if (cell != null) {
            cell.writtenAdmitted += count.admitted();
            cell.writtenRefused += count.refused();
        }
    }
}
