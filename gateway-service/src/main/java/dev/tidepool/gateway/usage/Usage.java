package dev.tidepool.gateway.usage;

import java.util.List;
import java.util.Optional;

/**
 * What an organisation has used.
 *
 * @param quotas empty when the service that counts them did not tell
 * @param days newest first, every day of the span
 */
record Usage(Optional<Quotas> quotas, List<DayCount> days) {

    Usage {
        days = List.copyOf(days);
    }
}
