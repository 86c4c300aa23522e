package dev.tidepool.gateway.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.gateway.limit.RateState;
import dev.tidepool.gateway.socket.SocketUsage;
import dev.tidepool.kernel.caller.Caller;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Limits and what is left of them, this request included; the month's quotas; requests by day. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UsageView(
        UUID organization,
        String tier,
        List<LimitView> limits,
        SocketsView sockets,

        @Schema(description = "Absent when the service that counts them did not tell in time") @Nullable
        QuotasView quotas,

        @Schema(description = "Newest first. A request appears a few seconds after it was made")
        List<DayView> history) {

    /**
     * @param name as in the header RateLimit-Policy: minute is the organisation's, key the credential's own
     * @param resetSeconds until the oldest counted request leaves the window
     */
    record LimitView(String name, int limit, long windowSeconds, int remaining, long resetSeconds) {

        static LimitView of(RateState.Window window) {
            return new LimitView(
                    window.rule().name(),
                    window.rule().limit(),
                    window.rule().window().toSeconds(),
                    window.remaining(),
                    window.resetSeconds());
        }
    }

    /**
     * WebSockets of the organisation, over all gateways.
     *
     * @param messages of the present minute of the clock
     */
    record SocketsView(CountView connections, CountView messages) {

        static SocketsView of(SocketUsage usage) {
            return new SocketsView(
                    CountView.of(usage.connectionLimit(), usage.connections()),
                    CountView.of(usage.messageLimit(), usage.messages()));
        }
    }

    record CountView(int limit, long used, long remaining) {

        static CountView of(int limit, long used) {
            return new CountView(limit, used, Math.max(0, limit - used));
        }
    }

    /** @param month in UTC */
    record QuotasView(YearMonth month, Instant resetsAt, List<QuotaView> quotas) {

        static QuotasView of(Quotas quotas) {
            return new QuotasView(
                    quotas.month(),
                    quotas.resetsAt(),
                    quotas.quotas().stream().map(QuotaView::of).toList());
        }
    }

    /** @param used absent, as remaining, where the quota is for each session and not for the organisation */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record QuotaView(
            String name,
            long limit,
            @Nullable Long used,
            @Nullable Long remaining) {

        static QuotaView of(Quotas.Quota quota) {
            Long used = quota.used().isPresent() ? quota.used().getAsLong() : null;
            return new QuotaView(
                    quota.name(), quota.limit(), used, used == null ? null : Math.max(0, quota.limit() - used));
        }
    }

    /** @param day in UTC */
    record DayView(LocalDate day, long admitted, long refused) {

        static DayView of(DayCount count) {
            return new DayView(count.day(), count.admitted(), count.refused());
        }
    }

    static UsageView of(Caller.Member member, RateState state, Usage usage) {
        return new UsageView(
                member.organization().value(),
                member.tier().wireName(),
                state.windows().stream().map(LimitView::of).toList(),
                SocketsView.of(usage.sockets()),
                usage.quotas().map(QuotasView::of).orElse(null),
                usage.days().stream().map(DayView::of).toList());
    }
}
