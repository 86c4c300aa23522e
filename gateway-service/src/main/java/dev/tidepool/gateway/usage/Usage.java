package dev.tidepool.gateway.usage;

import dev.tidepool.gateway.socket.SocketUsage;
import java.util.List;
import java.util.Optional;

/**
 * What an organisation has used.
 *
 * @param quotas empty when the service that counts them did not tell
 * @param sockets what is open and was said by them
 * @param days newest first, every day of the span
 */
record Usage(Optional<Quotas> quotas, SocketUsage sockets, List<DayCount> days) {

    Usage {
        days = List.copyOf(days);
    }
}
