package dev.tidepool.session.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.YearMonth;
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

    static QuotaView of(QuotaMonth month, QuotaConfig.Allowances allowed, MonthUse use, long messages, long open) {
        return new QuotaView(
                month.month(),
                month.resetsAt(),
                List.of(
                        new AllowanceView(
                                "sessions",
                                allowed.sessionsPerMonth(),
                                use.sessions().used()),
                        new AllowanceView("messages", allowed.messagesPerMonth(), messages),
                        new AllowanceView(
                                "tokens", allowed.tokensPerMonth(), use.tokens().used()),
                        new AllowanceView("concurrentSessions", allowed.concurrentSessions(), open),
                        new AllowanceView("skillsPerSession", allowed.skillsPerSession(), null)));
    }
}
