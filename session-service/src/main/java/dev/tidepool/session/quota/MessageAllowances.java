package dev.tidepool.session.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.id.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What this instance has set aside, by organisation. An allowance that nobody asks for a while is let go. Thread-safe. */
final class MessageAllowances {

    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final Cache<OrganizationId, MessageAllowance> known;

    /** @param letGo is told of an allowance that nothing is taken from or put into any more */
    MessageAllowances(Ticker ticker, BiConsumer<OrganizationId, MessageAllowance> letGo) {
        this.known = LocalCaches.newBuilder()
                .expireAfterAccess(UNUSED)
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .<OrganizationId, MessageAllowance>evictionListener((organization, allowance, cause) -> {
                    if (organization != null && allowance != null) {
                        letGo.accept(organization, allowance);
                    }
                })
                .build();
    }

    /** @return false when there are not enough of the month: then none are taken */
    boolean take(OrganizationId organization, QuotaMonth month, int messages) {
        @Nullable MessageAllowance allowance = known.getIfPresent(organization);
        return allowance != null && allowance.month().equals(month) && allowance.take(messages);
    }

    /**
     * Puts messages of a month in, also when the allowance they once came from was let go meanwhile. Those of a month that is over
     * are of no use to anybody.
     */
    void add(OrganizationId organization, QuotaMonth month, long messages) {
        known.asMap().compute(organization, (id, current) -> {
            MessageAllowance allowance =
                    current == null || current.month().month().isBefore(month.month())
                            ? new MessageAllowance(month)
                            : current;
            if (allowance.month().equals(month)) {
                allowance.add(messages);
            }
            return allowance;
        });
    }

    /** How many of the organisation's messages are set aside and not used. */
    long unused(OrganizationId organization, QuotaMonth month) {
        @Nullable MessageAllowance allowance = known.policy().getIfPresentQuietly(organization);
        return allowance == null || !allowance.month().equals(month) ? 0 : allowance.left();
    }

    /** Every allowance there is. */
    List<Held> all() {
        return known.asMap().entrySet().stream()
                .map(each -> new Held(each.getKey(), each.getValue()))
                .toList();
    }

    /** An organisation's allowance. */
    record Held(OrganizationId organization, MessageAllowance allowance) {}
}
