package dev.tidepool.gateway.apikey;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Uses of a key by day (UTC), today first, days without any included. */
@Schema(name = "ApiKeyUsage")
record KeyUsageView(
        @Schema(description = "Of these days together") long total, List<DayView> days) {

    @Schema(name = "ApiKeyUsageDay")
    record DayView(
            LocalDate day,

            @Schema(description = "Requests authenticated with the key")
            long uses) {}

    static KeyUsageView of(List<DayView> days) {
        return new KeyUsageView(days.stream().mapToLong(DayView::uses).sum(), days);
    }
}
