package dev.tidepool.session.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"month":"2026-11","resetsAt":"2026-12-01T00:00:00Z","quotas":[{"name":"sessions","limit":100,"used":3},...]}}.
 *
 * @param month in UTC
 */
record QuotaView(YearMonth month, Instant resetsAt, List<AllowanceView> quotas) {

    /** @param used absent where the allowance is for each session and not for the organisation */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AllowanceView(String name, long limit, @Nullable Long used) {}

    static QuotaView of(YearMonth month, QuotaConfig.Allowances allowed, MonthUse use) {
        return new QuotaView(
                month,
                month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                List.of(
                        new AllowanceView("sessions", allowed.sessionsPerMonth(), use.sessions()),
                        new AllowanceView("messages", allowed.messagesPerMonth(), use.messages()),
                        new AllowanceView("concurrentSessions", allowed.concurrentSessions(), use.active()),
                        new AllowanceView("skillsPerSession", allowed.skillsPerSession(), null)));
    }
}
