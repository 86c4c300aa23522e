package dev.tidepool.gateway.usage;

import dev.tidepool.kernel.id.OrganizationId;
import java.time.LocalDate;

/** Requests of an organisation on one day in UTC. */
record DayCount(OrganizationId organization, LocalDate day, long admitted, long refused) {

    DayCount {
        if (admitted < 0 || refused < 0) {
            throw new IllegalArgumentException("counts must not be negative: " + admitted + ", " + refused);
        }
    }
}
